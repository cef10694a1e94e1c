import { pageOf } from "@skylab/aws";
import type { ListSubscriptionsResponse } from "@aws-sdk/client-sns";
import { readNextToken } from "../domain/next-token.ts";
import { PAGE_SIZE } from "../domain/page-size.ts";
import { listedSubscription } from "../domain/subscriptions/described-subscription.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptions.html */
export const ListSubscriptions: Operation<"ListSubscriptions"> = async (
  input,
  call,
  store,
): Promise<ListSubscriptionsResponse> => {
  const after = readNextToken(input.NextToken);
  const listed = await store.subscriptions.ofOwner(call.place, { after, limit: PAGE_SIZE + 1 });
  const { items, nextToken } = pageOf(listed, PAGE_SIZE);
  return {
    Subscriptions: items.map(({ subscription, topic }) => listedSubscription(topic, subscription)),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
};
