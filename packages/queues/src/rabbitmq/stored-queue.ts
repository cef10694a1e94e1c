import type { Counts, NewMessage, Peeked, Queue, Sent } from "../port.ts";
import { decodeMessage, type MessageRecord } from "../message-record.ts";
import type { Deadline } from "./deadline.ts";
import type { QueueAccess } from "./queue-access.ts";
import type { Argument, Reply } from "./redis-link.ts";
import { bytesOf, listOf, numberOf, type Script, textOf } from "./scripts.ts";

/** What standard and FIFO queues both can. */
export type StoredQueue = {
  readonly access: QueueAccess;
  readonly send: (queue: Queue, messages: readonly NewMessage[], deadline: Deadline) => Promise<readonly Sent[]>;
  /** Stores messages of another queue at the end, in their order. */
  readonly admit: (queue: Queue, messages: readonly MessageRecord[], deadline: Deadline) => Promise<void>;
  /** Takes visible messages; one turn of a receive. */
  readonly take: (queue: Queue, how: Taking) => Promise<Taken>;
  readonly counts: (queue: Queue, deadline: Deadline) => Promise<Counts>;
  readonly look: (queue: Queue, limit: number, deadline: Deadline) => Promise<readonly Peeked[]>;
  readonly expire: (queue: Queue, deadline: Deadline) => Promise<number>;
  readonly removeScript: Script;
  readonly removeMovedScript: Script;
  readonly setVisibilityScript: Script;
};

export type Taking = {
  readonly max: number;
  readonly visibilityMs: number;
  /** The messages are to be moved: this is no receive, and the dead are as good as others. */
  readonly isLease: boolean;
  readonly attemptId?: string | undefined;
  /** How often this receive has taken before. */
  readonly turn: number;
  readonly deadline: Deadline;
};

/** A message that is hidden now. */
export type Flown = {
  /** Its key, and not what a client knows it by. */
  readonly id: Buffer;
  readonly nonce: Buffer;
  readonly receives: number;
  readonly firstReceivedAt: number;
  readonly order: number;
  readonly message: MessageRecord;
};

export type Taken = {
  readonly generation: string;
  readonly messages: readonly Flown[];
  /** They were received too often, and are hidden until they are moved. */
  readonly dead: readonly Flown[];
  readonly inFlight: number;
  /** When messages become visible by the passing of time. */
  readonly nextAt: number | undefined;
  /** There may be more visible messages. */
  readonly hasMore: boolean;
};

export const NOTHING: Taken = {
  generation: "",
  messages: [],
  dead: [],
  inFlight: 0,
  nextAt: undefined,
  hasMore: false,
};

/**
 * A dead letter is hidden so long while it is moved, and found again after that if the replica that moves it dies.
 */
export const MOVE_LEASE_MS = 30_000;

/** How a take is told to the scripts of both kinds of queues. */
export const takingArgs = (queue: Queue, how: Taking, nonce: Buffer): Argument[] => [
  how.max,
  how.visibilityMs,
  nonce,
  queue.retentionMs,
  queue.maxInFlight,
  queue.deadLetter?.maxReceives ?? 0,
  how.isLease ? 1 : 0,
];

/** What a script took. Of what arrived with the call itself it answers no record: `brought` has the messages, by id. */
export const flownOf = (
  reply: Reply | undefined,
  nonce: Buffer,
  brought: ReadonlyMap<string, MessageRecord> = NOTHING_BROUGHT,
): Flown[] =>
  listOf(reply).map((item) => {
    const [id, receives, firstReceivedAt, order, record] = listOf(item);
    return {
      id: bytesOf(id),
      nonce,
      receives: numberOf(receives),
      firstReceivedAt: numberOf(firstReceivedAt),
      order: numberOf(order),
      message: brought.get(textOf(id)) ?? decodeMessage(bytesOf(record)),
    };
  });

const NOTHING_BROUGHT: ReadonlyMap<string, MessageRecord> = new Map();

/** Lua has no undefined in a list. */
export const timeOf = (reply: Reply | undefined): number | undefined => {
  const at = numberOf(reply);
  return at < 0 ? undefined : at;
};
