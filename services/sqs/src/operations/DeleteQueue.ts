import type { Operation } from "../operation.ts";
import { findQueue } from "../find-queue.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html */
export const DeleteQueue: Operation<"DeleteQueue"> = async (input, call, store): Promise<Record<string, never>> => {
  const queue = await findQueue(input.QueueUrl, call, store);
  await store.directory.remove(queue, call.clock.now());
  // What a crash leaves here is taken away by a job.
  await store.messages.drop(queue.record.id);
  return {};
};
