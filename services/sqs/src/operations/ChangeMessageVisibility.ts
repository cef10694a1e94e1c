import { checkHandle, checkVisibilityChanged, checkVisibilityTimeout } from "../domain/receipts.ts";
import type { Operation } from "../operation.ts";
import { findQueue } from "../find-queue.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html */
export const ChangeMessageVisibility: Operation<"ChangeMessageVisibility"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const { ReceiptHandle: handle, VisibilityTimeout: seconds } = input;
  const queue = await findQueue(input.QueueUrl, call, store);
  checkHandle(handle);
  checkVisibilityTimeout(seconds);
  const outcome = await store.messages.setVisibility(queue, { receipt: handle, visibilityMs: seconds * 1000 });
  checkVisibilityChanged(outcome, { handle, seconds }, queue.settings.fifo);
  return {};
};
