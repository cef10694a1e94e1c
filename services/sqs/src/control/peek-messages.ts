import { describeMessage, type MessageAnswer } from "../domain/received-message.ts";
import type { Opened } from "../store/messages.ts";
import type { Peeked } from "@skylab/queues";
import type { SqsStore } from "../store/store.ts";
import type { StoredQueue } from "../store/stored-queue.ts";
import type { Parameters } from "./parameters.ts";

/** So many messages are shown at most, the first ones: all of a big queue would not fit into memory. */
const SHOWN_MESSAGES = 1000;

/** Nobody received the messages, so no handle can delete them. */
const RECEIPT_HANDLE = "SQS/BACKDOOR/ACCESS";

const EVERYTHING = { systemAttributes: ["All"], attributes: ["All"] };

/** The messages of a queue as ReceiveMessage would describe them. */
export async function peekMessages(
  queue: StoredQueue,
  asked: Parameters,
  store: SqsStore,
): Promise<readonly MessageAnswer[]> {
  const messages = await store.messages.peek(queue, SHOWN_MESSAGES);
  return messages.filter((message) => isShown(message, asked)).map((message) => describe(message, asked));
}

const isShown = ({ state }: Peeked, { showInvisible, showDelayed }: Parameters): boolean =>
  state === "visible" || (state === "inFlight" ? showInvisible : showDelayed);

const describe = (message: Opened<Peeked>, { showInvisible, showDelayed }: Parameters): MessageAnswer => {
  const answer = describeMessage(message, RECEIPT_HANDLE, EVERYTHING);
  return {
    ...answer,
    Attributes: {
      // LocalStack's word for a message that was never received.
      ApproximateFirstReceiveTimestamp: "0",
      ...answer.Attributes,
      ...(showInvisible ? { IsVisible: String(message.state !== "inFlight") } : {}),
      ...(showDelayed ? { IsDelayed: String(message.state === "delayed") } : {}),
    },
  };
};
