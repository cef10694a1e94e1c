import type {
  Counts,
  NewMessage,
  Peeked,
  Queues,
  Received,
  ReceiptOutcome,
  ReceiveOptions,
  Sent,
  StoredMessage,
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
  /** Forgets the messages of a queue that is gone. */
  readonly drop: (queue: StoredQueue) => Promise<void>;
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
  drop: (queue) => queues.drop(queue.engine),
});

function only<Result>([result]: readonly Result[]): Result {
  if (result === undefined) throw new Error("The queues answered no result for one message.");
  return result;
}

function toNewMessage({ id, senderId, message }: Parcel): NewMessage {
  const { delaySeconds, groupId, deduplicationId } = message.routing;
  return {
    id,
    payload: encodePayload({ ...message.contents, senderId }),
    ...(delaySeconds === undefined ? {} : { delayMs: delaySeconds * 1000 }),
    ...(groupId === undefined ? {} : { groupId }),
    ...(deduplicationId === undefined ? {} : { deduplicationId }),
  };
}

const open = <Message extends StoredMessage>(message: Message): Opened<Message> => ({
  ...message,
  contents: decodePayload(message.payload),
});
