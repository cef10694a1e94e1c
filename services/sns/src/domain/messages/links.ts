import { type SubscriptionAddress, subscriptionArn } from "../subscriptions/subscription.ts";
import { type TopicAddress, topicArn } from "../topics/topic.ts";

/** The URL that subscribers reach SNS by: `http://localhost:4566`. AWS's own are `https://sns.REGION.amazonaws.com`. */
export type Base = string;

// ARNs and tokens stand in them as they are, as AWS writes it.

/** Whoever visits it confirms the subscription. */
export const subscribeUrl = (base: Base, topic: TopicAddress, token: string): string =>
  `${base}/?Action=ConfirmSubscription&TopicArn=${topicArn(topic)}&Token=${token}`;

/** Whoever visits it ends the subscription. */
export const unsubscribeUrl = (base: Base, subscription: SubscriptionAddress): string =>
  `${base}/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn(subscription)}`;

/** Where the certificate is that a message is verified with; `id` is 32 hexadecimal digits. The path is as AWS's are. */
export const certificateUrl = (base: Base, id: string): string => `${base}/SimpleNotificationService-${id}.pem`;
