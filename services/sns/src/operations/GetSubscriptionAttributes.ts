import type { GetSubscriptionAttributesResponse } from "@aws-sdk/client-sns";
import { describedSubscription } from "../domain/subscriptions/described-subscription.ts";
import { findSubscription } from "../find-topic.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html */
export const GetSubscriptionAttributes: Operation<"GetSubscriptionAttributes"> = async (
  input,
  call,
  store,
): Promise<GetSubscriptionAttributesResponse> => {
  const { subscription, topic } = await findSubscription(input.SubscriptionArn, call, store);
  return { Attributes: describedSubscription(topic, subscription) };
};
