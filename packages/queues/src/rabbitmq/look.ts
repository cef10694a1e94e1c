import { decodeMessage, described } from "../message-record.ts";
import type { Peeked, Queue } from "../port.ts";
import type { QueueAccess } from "./queue-access.ts";
import { bytesOf, listOf, numberOf, type Reply, type Script, textOf } from "./scripts.ts";

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

/** Deletes what Redis holds and is older than the retention. */
export async function expireKnown(access: QueueAccess, script: Script, queue: Queue): Promise<number> {
  let count = 0;
  let cursor = "0";
  do {
    const answered = await access.runIfThere(script, { args: [queue.retentionMs, cursor] });
    if (!answered) return count;
    const [next, expired] = listOf(answered.reply);
    cursor = textOf(next);
    count += numberOf(expired);
  } while (cursor !== "0");
  return count;
}
