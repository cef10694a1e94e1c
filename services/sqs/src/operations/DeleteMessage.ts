import { checkHandle, checkRemoved } from "../domain/receipts.ts";
import type { Operation } from "../operation.ts";
import { findQueue } from "../find-queue.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html */
export const DeleteMessage: Operation<"DeleteMessage"> = async (input, call, store): Promise<Record<string, never>> => {
  const { ReceiptHandle: handle } = input;
  const queue = await findQueue(input.QueueUrl, call, store);
  checkHandle(handle);
  checkRemoved(await store.messages.remove(queue, handle), handle, queue.settings.fifo);
  return {};
};
