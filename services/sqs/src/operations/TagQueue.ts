import { queueDoesNotExist } from "../domain/errors.ts";
import { addTags } from "../domain/tags.ts";
import type { Operation } from "../operation.ts";
import { findQueue } from "../find-queue.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_TagQueue.html */
export const TagQueue: Operation<"TagQueue"> = async (input, call, store): Promise<Record<string, never>> => {
  const queue = await findQueue(input.QueueUrl, call, store);
  const changed = await store.directory.change(queue, ({ record }) => ({
    ...record,
    tags: addTags(queue.name, record.tags, input.Tags),
  }));
  if (!changed) throw queueDoesNotExist();
  return {};
};
