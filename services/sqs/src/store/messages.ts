import type {
  Counts,
  NewMessage,
  Peeked,
  Queue,
  Queues,
  Received,
  ReceiptOutcome,
  ReceiveOptions,
  Sent,
  StoredMessage,
  Transferred,
  VisibilityChange,
} from "@skylab/queues";
import type { OutgoingMessage } from "../domain/message.ts";
import { decodePayload, encodePayload, type Payload } from "./payload.ts";
import type { StoredQueue } from "./stored-queue.ts";

/** A message that was received or looked at, with its payload opened. */
export type Opened<Message extends StoredMessage> = Message & { readonly contents: Payload };

/** The messages of the queues. */
export type Messages = {
  readonly send: (queue: StoredQueue, message: Parcel) => Promise<Sent>;
  /** Stores messages; the results are in their order. */
  readonly sendAll: (queue: StoredQueue, messages: readonly Parcel[]) => Promise<readonly Sent[]>;
  readonly receive: (queue: StoredQueue, how: ReceiveOptions) => Promise<readonly Opened<Received>[]>;
  /** Looks at messages without receiving them. */
  readonly peek: (queue: StoredQueue, limit: number) => Promise<readonly Opened<Peeked>[]>;
  readonly remove: (queue: StoredQueue, receipt: string) => Promise<ReceiptOutcome>;
  readonly removeAll: (queue: StoredQueue, receipts: readonly string[]) => Promise<readonly ReceiptOutcome[]>;
  readonly setVisibility: (queue: StoredQueue, change: VisibilityChange) => Promise<ReceiptOutcome>;
  readonly setVisibilities: (
    queue: StoredQueue,
    changes: readonly VisibilityChange[],
  ) => Promise<readonly ReceiptOutcome[]>;
  readonly counts: (queue: StoredQueue) => Promise<Counts>;
  readonly purge: (queue: StoredQueue) => Promise<void>;
  /** Deletes what is older than the retention period. */
  readonly expire: (queue: StoredQueue) => Promise<number>;
  /** Forgets the messages of a queue that is gone, by the engine's id. */
  readonly drop: (id: string) => Promise<void>;
  /** The queues' ARNs from which the first messages of a dead-letter queue came. */
  readonly sources: (queue: StoredQueue, limit: number) => Promise<ReadonlySet<string>>;
  /** Moves messages, each to the queue that `to` names for the ARN of the queue from which it came. */
  readonly transfer: (
    queue: StoredQueue,
    max: number,
    to: (sourceArn: string | undefined) => StoredQueue | undefined,
  ) => Promise<Transferred>;
};

/** A message on its way into a queue. */
export type Parcel = { readonly id: string; readonly senderId: string; readonly message: OutgoingMessage };

export const openMessages = (queues: Queues): Messages => ({
  send: async (queue, parcel) => only(await queues.send(queue.engine, [toNewMessage(parcel)])),
  sendAll: (queue, parcels) => queues.send(queue.engine, parcels.map(toNewMessage)),
  receive: async (queue, how) => (await queues.receive(queue.engine, how)).map(open),
  peek: async (queue, limit) => (await queues.peek(queue.engine, limit)).map(open),
  remove: async (queue, receipt) => only(await queues.remove(queue.engine, [receipt])),
  removeAll: (queue, receipts) => queues.remove(queue.engine, receipts),
  setVisibility: async (queue, change) => only(await queues.setVisibility(queue.engine, [change])),
  setVisibilities: (queue, changes) => queues.setVisibility(queue.engine, changes),
  counts: (queue) => queues.counts(queue.engine),
  purge: (queue) => queues.purge(queue.engine),
  expire: (queue) => queues.expire(queue.engine),
  drop: (id) => queues.drop(engineQueueOf(id)),
  sources: async (queue, limit) => {
    const messages = await queues.peek(queue.engine, limit);
    return new Set(messages.flatMap(({ deadLetterSource }) => deadLetterSource ?? []));
  },
  transfer: (queue, max, to) =>
    queues.transfer(queue.engine, max, ({ deadLetterSource }) => to(deadLetterSource)?.engine),
});

/** Names a queue of the engine whose settings do not matter, since it is gone. */
export const engineQueueOf = (id: string): Queue => ({ id, retentionMs: 0, maxInFlight: 0, maxVisibilityMs: 0 });

function only<Result>([result]: readonly Result[]): Result {
  if (result === undefined) throw new Error("The queues answered no result for one message.");
  return result;
}

function toNewMessage({ id, senderId, message }: Parcel): NewMessage {
  const { delaySeconds, groupId, deduplicationId } = message.routing;
  const delayMs = (delaySeconds ?? 0) * 1000;
  return { id, payload: encodePayload(message.contents, senderId), delayMs, groupId, deduplicationId };
}

const open = <Message extends StoredMessage>(message: Message): Opened<Message> => ({
  ...message,
  contents: decodePayload(message.payload),
});
