/**
 * Engine port 2: queues of messages with visibility timeouts.
 *
 * Every verb is atomic and durable when its promise resolves: a crash of the process or of the engine at any moment
 * loses no message that `send` answered, brings back none whose `remove` answered, and keeps the order inside the
 * groups of a FIFO queue. A crash may show messages early that were in flight; it never hides one.
 *
 * The rules of SQS's API (names, limits, words) are not here: services/sqs stands on this port, and so does every
 * background delivery of the other services.
 */
export type Queues = {
  /** Stores messages. Resolves when all of them are durable; the results are in the order of the messages. */
  readonly send: (queue: Queue, messages: readonly NewMessage[]) => Promise<readonly Sent[]>;
  /**
   * Takes up to `max` visible messages and hides them; with `waitMs`, waits for the first. What it finds dead on the way
   * is with the dead letters when it answers that there is nothing.
   */
  readonly receive: (queue: Queue, how: ReceiveOptions) => Promise<readonly Received[]>;
  /** Deletes messages by their receipts; the results are in the order of the receipts. */
  readonly remove: (queue: Queue, receipts: readonly string[]) => Promise<readonly ReceiptOutcome[]>;
  /** Changes when messages become visible again: `visibilityMs` from now, 0 for at once. */
  readonly setVisibility: (queue: Queue, changes: readonly VisibilityChange[]) => Promise<readonly ReceiptOutcome[]>;
  /** How many messages wait, are in flight, are delayed. Costs the same however many there are. */
  readonly counts: (queue: Queue) => Promise<Counts>;
  /** Looks at up to `limit` messages without receiving them, in the order in which they would come, in-flight ones included. */
  readonly peek: (queue: Queue, limit: number) => Promise<readonly Peeked[]>;
  /**
   * Moves up to `max` visible messages, each to the end of the queue that `to` names for it, where it is a new message
   * with a new id. Where `to` names none the message stays, hidden for `UNMOVABLE_HIDDEN_MS`. No message is lost, and
   * none doubled where the engine can do both in one step.
   */
  readonly transfer: (
    from: Queue,
    max: number,
    to: (message: StoredMessage) => Queue | undefined,
  ) => Promise<Transferred>;
  /** Deletes every message sent before this call, in flight and delayed ones too. Costs the same however many there are. */
  readonly purge: (queue: Queue) => Promise<void>;
  /** Forgets the queue and its messages; those who wait in `receive` get an empty answer. Dropping an unknown queue does nothing. */
  readonly drop: (queue: Queue) => Promise<void>;
  /** Deletes what is older than the queue's retention. Called from time to time by a job; a receive never answers such a message anyway. */
  readonly expire: (queue: Queue) => Promise<number>;
  /** Resolves where the engine answers, and rejects where it does not within `PING_PATIENCE_MS`, or is closed. */
  readonly ping: () => Promise<void>;
  /** Stops taking calls, ends those who wait with an empty answer, and resolves when everything is on disk. */
  readonly close: () => Promise<void>;
};

/**
 * A queue as its owner describes it at each call: adapters keep no settings, so a changed one counts at once and on
 * every replica. A queue exists from its first mention.
 */
export type Queue = {
  /** Unique for ever: a queue made again under the same name has another id. Letters, digits, `-`, `_`, `/`, `.`; at most 200 characters. */
  readonly id: string;
  /** How long a message is kept after it was sent. */
  readonly retentionMs: number;
  /** At most so many messages in flight; what lies beyond is not received, and a receive at the limit does not wait. */
  readonly maxInFlight: number;
  /** A message can be kept hidden so long after it was received, however often that is prolonged. */
  readonly maxVisibilityMs: number;
  /** Present on FIFO queues. */
  readonly fifo?: FifoSettings;
  /** Where a message goes, instead of being received, once it was received `maxReceives` times. */
  readonly deadLetter?: { readonly queue: Queue; readonly maxReceives: number; readonly source: string };
};

export type FifoSettings = {
  /** Is a deduplication id unique in the queue, or in its message group? */
  readonly deduplicationScope: "queue" | "messageGroup";
  /** FIFO queues delay as a whole: a message becomes visible so long after it was sent. */
  readonly delayMs: number;
};

export type NewMessage = {
  /**
   * A UUID; what a client knows the message by. It is this message's for ever: sent again it is the same message, which an
   * adapter may keep once, or know as deleted.
   */
  readonly id: string;
  /** The owner's bytes, given back as they came. */
  readonly payload: Uint8Array;
  /** Milliseconds until it becomes visible; FIFO queues ignore it. */
  readonly delayMs?: number | undefined;
  /** FIFO: required, the group whose order is kept. Standard queues: the tenant of a fair queue. */
  readonly groupId?: string | undefined;
  /** FIFO: required. A second message with the same id within five minutes is answered like the first, and not stored. */
  readonly deduplicationId?: string | undefined;
};

export type Sent = {
  /** The id of the stored message: for a duplicate that of the first. */
  readonly id: string;
  /** FIFO: twenty digits, increasing within the queue. */
  readonly sequenceNumber?: string;
  /** True where nothing was stored, since the deduplication id is known. */
  readonly duplicate: boolean;
};

export type ReceiveOptions = {
  /** 1 to 10. */
  readonly max: number;
  /** How long to wait for a first message; 0 answers at once. */
  readonly waitMs: number;
  /** How long the messages stay hidden. */
  readonly visibilityMs: number;
  /** FIFO: a receive repeated with the same id within five minutes gets the same messages under the same receipts, as long as none of them was removed or changed. */
  readonly attemptId?: string;
  /** Ends the wait, for example when the client went away. */
  readonly signal?: AbortSignal;
};

export type StoredMessage = {
  readonly id: string;
  readonly payload: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  readonly sequenceNumber?: string;
  /** The `source` of the dead-letter setting that moved it here. */
  readonly deadLetterSource?: string;
};

export type Received = StoredMessage & {
  /** Opaque, printable; belongs to this receive of this message, and to this queue. */
  readonly receipt: string;
  /** How often it was received, this time included. */
  readonly receives: number;
  /** When it was received for the first time; milliseconds since the epoch. */
  readonly firstReceivedAt: number;
};

export type Peeked = StoredMessage & {
  readonly receives: number;
  /** Milliseconds since the epoch; `undefined` where it was never received. */
  readonly firstReceivedAt: number | undefined;
  readonly state: "visible" | "inFlight" | "delayed";
};

/** How long a ping waits for the engine's answer: who asks for an engine's health wants to know it now. */
export const PING_PATIENCE_MS = 2000;

/** How many messages were moved, and how many had nowhere to go. */
export type Transferred = { readonly moved: number; readonly unmovable: number };

/** How long a message is left alone for which a transfer found no queue. */
export const UNMOVABLE_HIDDEN_MS = 30_000;

export type VisibilityChange = { readonly receipt: string; readonly visibilityMs: number };

/**
 * What became of a receipt.
 * - `done`: as asked. Removing a message that is gone already is done, too.
 * - `stale`: a later receive has made a newer receipt; nothing was changed.
 * - `notInFlight`: the message is gone or visible (for setVisibility), or its visibility ran out (remove on a FIFO queue).
 * - `beyondLimit`: the message would be hidden for longer than the queue's `maxVisibilityMs` since it was received.
 * - `invalid`: no receipt of this queue.
 */
export type ReceiptOutcome = "done" | "stale" | "notInFlight" | "beyondLimit" | "invalid";

export type Counts = { readonly visible: number; readonly inFlight: number; readonly delayed: number };
