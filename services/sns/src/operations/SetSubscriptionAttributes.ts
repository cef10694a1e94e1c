import { subscriptionDoesNotExist } from "../domain/errors.ts";
import { changeSubscriptionAttribute } from "../domain/subscriptions/subscription-attributes.ts";
import { findSubscription } from "../find-topic.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html */
export const SetSubscriptionAttributes: Operation<"SetSubscriptionAttributes"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const { subscription, topic } = await findSubscription(input.SubscriptionArn, call, store);
  const { AttributeName: name, AttributeValue: value = "" } = input;
  const { endpoint, id, protocol } = subscription;
  const changed = await store.subscriptions.change(topic, id, (current) => ({
    ...current,
    attributes: changeSubscriptionAttribute(current.attributes, { name, value }, { topic, protocol, endpoint }),
  }));
  if (changed === undefined) throw subscriptionDoesNotExist();
  return {};
};
