import type { Delivery } from "../domain/delivery/delivery.ts";
import { subscriptionArn } from "../domain/subscriptions/subscription.ts";
import { topicArn } from "../domain/topics/topic.ts";

/** Through which topic and subscription a message came; nothing where it was sent straight to its receiver. */
export type Origin = { readonly topicArn?: string; readonly subscriptionArn?: string };

export const originOf = ({ topic, subscriber }: Delivery): Origin => ({
  topicArn: topicArn(topic),
  subscriptionArn: subscriptionArn({ topic, id: subscriber.id }),
});
