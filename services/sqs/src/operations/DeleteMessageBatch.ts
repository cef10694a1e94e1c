import type { DeleteMessageBatchResult } from "@aws-sdk/client-sqs";
import { checkBatch, orAbsent, sortOut } from "../domain/batch.ts";
import { checkHandle, checkRemoved } from "../domain/receipts.ts";
import type { Operation } from "../operation.ts";
import { findQueue } from "../find-queue.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html */
export const DeleteMessageBatch: Operation<"DeleteMessageBatch"> = async (
  input,
  call,
  store,
): Promise<DeleteMessageBatchResult> => {
  const queue = await findQueue(input.QueueUrl, call, store);
  checkBatch(input.Entries, "DeleteMessageBatchRequestEntry");
  const read = sortOut(input.Entries, ({ ReceiptHandle: handle }) => {
    checkHandle(handle);
    return handle;
  });

  const handles = read.passed.map(({ value }) => value);
  const outcomes = handles.length === 0 ? [] : await store.messages.removeAll(queue, handles);
  const done = sortOut(read.passed, ({ value: handle }, index) => {
    checkRemoved(outcomes[index] ?? "invalid", handle, queue.settings.fifo);
  });
  return {
    Successful: orAbsent(done.passed.map(({ Id }) => ({ Id }))),
    Failed: orAbsent([...read.failed, ...done.failed]),
  };
};
