import type { ChangeMessageVisibilityBatchResult } from "@aws-sdk/client-sqs";
import { checkBatch, orAbsent, sortOut } from "../domain/batch.ts";
import { checkHandle, checkVisibilityChanged, checkVisibilityTimeoutOfEntry } from "../domain/receipts.ts";
import type { Operation } from "../operation.ts";
import { findQueue } from "../find-queue.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html */
export const ChangeMessageVisibilityBatch: Operation<"ChangeMessageVisibilityBatch"> = async (
  input,
  call,
  store,
): Promise<ChangeMessageVisibilityBatchResult> => {
  const queue = await findQueue(input.QueueUrl, call, store);
  checkBatch(input.Entries, "ChangeMessageVisibilityBatchRequestEntry");
  const read = sortOut(input.Entries, ({ ReceiptHandle: handle, VisibilityTimeout: timeout }, index) => {
    checkHandle(handle);
    return { handle, seconds: checkVisibilityTimeoutOfEntry(timeout, index + 1) };
  });

  const changes = read.passed.map(({ value }) => ({ receipt: value.handle, visibilityMs: value.seconds * 1000 }));
  const outcomes = changes.length === 0 ? [] : await store.messages.setVisibilities(queue, changes);
  const done = sortOut(read.passed, ({ value: request }, index) => {
    checkVisibilityChanged(outcomes[index] ?? "invalid", request, queue.settings.fifo);
  });
  return {
    Successful: orAbsent(done.passed.map(({ Id }) => ({ Id }))),
    Failed: orAbsent([...read.failed, ...done.failed]),
  };
};
