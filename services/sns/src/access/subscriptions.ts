import type { AccessRule, Call, Target } from "@skylab/service";
import { readSubscriptionArn } from "../domain/read-arn.ts";
import type { Subscription } from "../domain/subscriptions/subscription.ts";
import { topicArn } from "../domain/topics/topic.ts";
import { isSigned } from "../is-signed.ts";
import type { SnsOperations } from "../operation.ts";
import type { SnsStore } from "../store/store.ts";
import { passedRole, topicTarget } from "./topics.ts";

type OfSubscription = { readonly SubscriptionArn: string };

/** An operation on a subscription: of its topic's owner, and of who subscribed. AWS decides it by the topic's ARN. */
export const onSubscription = (action: string): AccessRule<OfSubscription, SnsStore> => ({
  action: `sns:${action}`,
  on: async ({ SubscriptionArn: arn }, call, store) => {
    const { subscription, target } = await subscriptionTarget(arn, store);
    return ofSubscriber(target, subscription, call);
  },
});

type SetInput = SnsOperations["SetSubscriptionAttributes"]["input"];

export const onSetSubscriptionAttributes: AccessRule<SetInput, SnsStore> = {
  ...onSubscription("SetSubscriptionAttributes"),
  also: ({ AttributeName: name, AttributeValue: value = "" }) => passedRole([name, value]),
};

/** Also who signs nothing may end a subscription, by the link that comes with each message, unless it was confirmed otherwise. */
export const onUnsubscribe: AccessRule<OfSubscription, SnsStore> = {
  action: "sns:Unsubscribe",
  unsigned: true,
  on: async ({ SubscriptionArn: arn }, call, store) => {
    const { subscription, target } = await subscriptionTarget(arn, store);
    if (isSigned(call.caller)) return ofSubscriber(target, subscription, call);
    const isSealed = subscription?.authenticateOnUnsubscribe === true;
    return isSealed ? { ...target, account: NOBODYS } : { ...target, policy: anybodyMay("Unsubscribe") };
  },
};

/** Whoever has the token may confirm, be it without a signature; in the topic's account its users need to be allowed. */
export const onConfirm: AccessRule<SnsOperations["ConfirmSubscription"]["input"], SnsStore> = {
  action: "sns:ConfirmSubscription",
  unsigned: true,
  on: async ({ TopicArn: arn }, call, store) => {
    const target = await topicTarget(arn, store);
    const isOwn = isSigned(call.caller) && arn.split(":")[ACCOUNT_PART] === call.caller.account;
    return isOwn ? target : { ...target, policy: anybodyMay("ConfirmSubscription") };
  },
};

/** An account that no caller is in. */
const NOBODYS = "nobody's";

/** Where the account stands in an ARN. */
const ACCOUNT_PART = 4;

const anybodyMay = (action: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: `sns:${action}`, Resource: "*" }],
  });

/** A subscription is its subscriber's own, as much as its topic's owner's. */
const ofSubscriber = (target: Target, subscription: Subscription | undefined, { caller }: Call): Target =>
  subscription?.owner === caller.account ? { ...target, account: caller.account } : target;

async function subscriptionTarget(
  arn: string,
  store: SnsStore,
): Promise<{ readonly target: Target; readonly subscription: Subscription | undefined }> {
  const { id, topic: address } = readSubscriptionArn(arn);
  const target = await topicTarget(topicArn(address), store);
  const topic = await store.topics.find(address);
  return { target, subscription: topic && (await store.subscriptions.find(topic, id)) };
}
