import { purgeInProgress } from "../domain/errors.ts";
import type { Operation } from "../operation.ts";
import { findQueue } from "../find-queue.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html */
export const PurgeQueue: Operation<"PurgeQueue"> = async (input, call, store): Promise<Record<string, never>> => {
  const queue = await findQueue(input.QueueUrl, call, store);
  if (!(await store.purges.begin(queue, call.clock.now()))) throw purgeInProgress(queue.name);
  await store.messages.purge(queue);
  return {};
};
