import { decodeMessage, described } from "../message-record.ts";
import type { Peeked, Queue } from "../port.ts";
import type { Deadline } from "./deadline.ts";
import type { QueueAccess } from "./queue-access.ts";
import type { Reply } from "./redis-link.ts";
import { bytesOf, listOf, numberOf, type Script, textOf } from "./scripts.ts";

/** Messages as a script described them, without those that are older than the retention. */
export const peekedOf = (queue: Queue, reply: Reply, now: number): Peeked[] =>
  listOf(reply)
    .map((item) => peeked(queue, item))
    .filter(({ sentAt }) => sentAt + queue.retentionMs > now);

function peeked(queue: Queue, item: Reply): Peeked {
  const [, receives, firstReceivedAt, order, record, state] = listOf(item);
  const message = decodeMessage(bytesOf(record));
  return {
    ...described(queue, message, numberOf(order)),
    receives: message.receives + numberOf(receives),
    firstReceivedAt: message.firstReceivedAt || numberOf(firstReceivedAt) || undefined,
    state: stateOf(textOf(state)),
  };
}

function stateOf(word: string): Peeked["state"] {
  if (word === "inFlight" || word === "visible" || word === "delayed") return word;
  throw new Error(`${word} is no state of a message`);
}

/** What `expireKnown` found. */
export type Expired = {
  readonly count: number;
  /** So many others came from RabbitMQ, and nobody has taken them: what is there now is not older. */
  readonly untaken: number;
  /** Deleted messages are remembered. */
  readonly isRemembering: boolean;
  /** And will be until something is sent. */
  readonly isUnproven: boolean;
};

const NOTHING_REMEMBERED = 0;
const UNPROVEN = 2;

/** Deletes what Redis holds and is older than the retention. */
export async function expireKnown(
  access: QueueAccess,
  script: Script,
  { retentionMs, deadline }: { readonly retentionMs: number; readonly deadline: Deadline },
): Promise<Expired> {
  let count = 0;
  let untaken = 0;
  let remembered = NOTHING_REMEMBERED;
  let cursor = "0";
  do {
    const answered = await access.runIfThere(script, { args: [retentionMs, cursor], deadline });
    if (!answered) break;
    const [next, ...numbers] = listOf(answered.reply);
    const [expired = 0, others = 0, memory = NOTHING_REMEMBERED] = numbers.map(numberOf);
    cursor = textOf(next);
    count += expired;
    untaken += others;
    remembered = memory;
  } while (cursor !== "0");
  return { count, untaken, isRemembering: remembered !== NOTHING_REMEMBERED, isUnproven: remembered === UNPROVEN };
}
