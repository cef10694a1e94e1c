import { pageOf } from "@skylab/aws";
import type { ListSubscriptionsByTopicResponse } from "@aws-sdk/client-sns";
import { readNextToken } from "../domain/next-token.ts";
import { PAGE_SIZE } from "../domain/page-size.ts";
import { listedSubscription } from "../domain/subscriptions/described-subscription.ts";
import { readTopic } from "../find-topic.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
export const ListSubscriptionsByTopic: Operation<"ListSubscriptionsByTopic"> = async (
  input,
  call,
  store,
): Promise<ListSubscriptionsByTopicResponse> => {
  const topic = await readTopic(input.TopicArn, call, store);
  const after = readNextToken(input.NextToken);
  const listed = await store.subscriptions.list(topic, { after, limit: PAGE_SIZE + 1 });
  const { items, nextToken } = pageOf(listed, PAGE_SIZE);
  return {
    Subscriptions: items.map(({ subscription }) => listedSubscription(topic, subscription)),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
};
