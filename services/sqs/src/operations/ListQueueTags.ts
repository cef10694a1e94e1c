import type { ListQueueTagsResult } from "@aws-sdk/client-sqs";
import type { Operation } from "../operation.ts";
import { findQueue } from "../find-queue.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueueTags.html */
export const ListQueueTags: Operation<"ListQueueTags"> = async (input, call, store): Promise<ListQueueTagsResult> => {
  const { tags } = (await findQueue(input.QueueUrl, call, store)).record;
  return Object.keys(tags).length === 0 ? {} : { Tags: { ...tags } };
};
