import { effectiveSubscriptionAttribute } from "../delivery/delivery-policy.ts";
import { type Topic, topicArn } from "../topics/topic.ts";
import { REPLAY_STATUS } from "./replay.ts";
import { toldAttributes } from "./subscription-attributes.ts";
import { type Subscription, subscriptionArn } from "./subscription.ts";

/** All that GetSubscriptionAttributes tells. */
export function describedSubscription(topic: Topic, subscription: Subscription): Record<string, string> {
  const { attributes, confirmationWasAuthenticated, endpoint, id, owner, pending, principal, protocol, replay } =
    subscription;
  return {
    ...toldAttributes(attributes),
    ...(protocol.startsWith("http") && {
      EffectiveDeliveryPolicy: effectiveSubscriptionAttribute(
        topic.row.attributes["DeliveryPolicy"],
        attributes["DeliveryPolicy"],
      ),
    }),
    ConfirmationWasAuthenticated: String(confirmationWasAuthenticated),
    Endpoint: endpoint,
    Owner: owner,
    PendingConfirmation: String(pending !== undefined),
    Protocol: protocol,
    ...(replay !== undefined && attributes["ReplayPolicy"] && { ReplayStatus: REPLAY_STATUS[replay.state] }),
    SubscriptionArn: subscriptionArn({ topic, id }),
    SubscriptionPrincipal: principal,
    TopicArn: topicArn(topic),
  };
}

/** As lists of subscriptions have it. */
export type ListedSubscription = {
  readonly SubscriptionArn: string;
  readonly Owner: string;
  readonly Protocol: string;
  readonly Endpoint: string;
  readonly TopicArn: string;
};

export const listedSubscription = (
  topic: Topic,
  { endpoint, id, owner, pending, protocol }: Subscription,
): ListedSubscription => ({
  // Subscribe writes the same as two words.
  SubscriptionArn: pending === undefined ? subscriptionArn({ topic, id }) : "PendingConfirmation",
  Owner: owner,
  Protocol: protocol,
  Endpoint: endpoint,
  TopicArn: topicArn(topic),
});
