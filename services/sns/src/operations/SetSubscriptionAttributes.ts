import { beginReplay } from "../begin-replay.ts";
import { subscriptionDoesNotExist } from "../domain/errors.ts";
import { replayAfter } from "../domain/subscriptions/replay.ts";
import { changeSubscriptionAttribute } from "../domain/subscriptions/subscription-attributes.ts";
import type { Subscription } from "../domain/subscriptions/subscription.ts";
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
  const change = (current: Subscription): Subscription => ({
    ...current,
    attributes: changeSubscriptionAttribute(current.attributes, { name, value }, { topic, protocol, endpoint }),
  });
  const { ReplayPolicy: policy } = change(subscription).attributes;
  const replay = name === "ReplayPolicy" && (await beginReplay({ topic, subscriptionId: id, policy }, call, store));
  const changed = await store.subscriptions.change(topic, id, (current) => {
    if (replay === false) return change(current);
    const { replay: before, ...others } = change(current);
    const next = replayAfter(before, replay);
    return { ...others, ...(next && { replay: next }) };
  });
  if (changed === undefined) throw subscriptionDoesNotExist();
  return {};
};
