import { queueDoesNotExist } from "../domain/errors.ts";
import { removeTags } from "../domain/tags.ts";
import type { Operation } from "../operation.ts";
import { findQueue } from "../find-queue.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_UntagQueue.html */
export const UntagQueue: Operation<"UntagQueue"> = async (input, call, store): Promise<Record<string, never>> => {
  const queue = await findQueue(input.QueueUrl, call, store);
  const changed = await store.directory.change(queue, ({ record }) => ({
    ...record,
    tags: removeTags(record.tags, input.TagKeys),
  }));
  if (!changed) throw queueDoesNotExist();
  return {};
};
