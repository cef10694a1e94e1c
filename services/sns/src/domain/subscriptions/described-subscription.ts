import { effectiveSubscriptionAttribute } from "../delivery/delivery-policy.ts";
import { type Topic, topicArn } from "../topics/topic.ts";
import { REPLAY_STATUS } from "./replay.ts";
import { toldAttributes } from "./subscription-attributes.ts";
import { type Subscription, subscriptionArn } from "./subscription.ts";

/** The password of a URL. https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1 */
const PASSWORD = /^(https?:\/\/[^/?#@:]*:)[^/?#]*@/i;

/** AWS shows four stars for the password that a URL has, however long that is. */
const shownEndpoint = (endpoint: string): string => endpoint.replace(PASSWORD, "$1****@");

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
    Endpoint: shownEndpoint(endpoint),
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
  Endpoint: shownEndpoint(endpoint),
  TopicArn: topicArn(topic),
});
