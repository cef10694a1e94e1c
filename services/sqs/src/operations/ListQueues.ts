import type { ListQueuesResult } from "@aws-sdk/client-sqs";
import { nextToken, readPage } from "../domain/page.ts";
import { formatQueueUrl } from "../domain/queue-url.ts";
import { refuseAtQueueUrl } from "../find-queue.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html */
export const ListQueues: Operation<"ListQueues"> = async (input, call, store): Promise<ListQueuesResult> => {
  refuseAtQueueUrl("ListQueues", call);
  const page = readPage(input);
  const prefix = input.QueueNamePrefix ?? "";
  const names = await store.directory.list(call.place, { prefix, after: page.after, limit: page.limit + 1 });
  if (names.length === 0) return {};
  const urls = names.slice(0, page.limit).map((name) => formatQueueUrl(call.endpoint, { place: call.place, name }));
  return { QueueUrls: urls, NextToken: nextToken(page, names) };
};
