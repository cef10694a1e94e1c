import type { ListDeadLetterSourceQueuesResult } from "@aws-sdk/client-sqs";
import { nextToken, readPage } from "../domain/page.ts";
import { formatQueueUrl } from "../domain/queue-url.ts";
import type { Operation } from "../operation.ts";
import { findQueue } from "../find-queue.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListDeadLetterSourceQueues.html */
export const ListDeadLetterSourceQueues: Operation<"ListDeadLetterSourceQueues"> = async (
  input,
  call,
  store,
): Promise<ListDeadLetterSourceQueuesResult> => {
  const queue = await findQueue(input.QueueUrl, call, store);
  const page = readPage(input);
  const names = await store.directory.sourcesOf(queue, { after: page.after, limit: page.limit + 1 });
  const urls = names.slice(0, page.limit).map((name) => formatQueueUrl(call.endpoint, { place: queue.place, name }));
  return { queueUrls: urls, NextToken: nextToken(page, names) };
};
