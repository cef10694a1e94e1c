import type { Delivery } from "../delivery/delivery.ts";
import { type SubscriptionAddress, subscriptionArn } from "../subscriptions/subscription.ts";
import { topicArn } from "../topics/topic.ts";
import { type Base, subscribeUrl } from "./links.ts";
import { type MessageAttribute, textFor } from "./publication.ts";

/** What a subscriber is told, before it is signed and put into a form. */
export type Notice = {
  readonly type: Delivery["content"]["type"];
  readonly id: string;
  readonly topicArn: string;
  readonly subject?: string;
  readonly message: string;
  /** `2026-11-26T09:56:33.123Z`. */
  readonly timestamp: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  /** Of FIFO topics. */
  readonly sequenceNumber?: string;
  /** Of messages out of a topic's archive. */
  readonly replayed?: true;
  /** Of confirmations: what they are answered with. */
  readonly confirmation?: { readonly token: string; readonly subscribeUrl: string };
};

/** The subscription that a delivery is for. */
export const subscriptionOf = ({ topic, subscriber }: Delivery): SubscriptionAddress => ({ topic, id: subscriber.id });

/** What a delivery tells its subscriber. */
export function noticeOf(delivery: Delivery, base: Base): Notice {
  const { content, topic, subscriber } = delivery;
  const about = { type: content.type, topicArn: topicArn(topic) };
  if (content.type === "Notification") {
    const { publication } = content;
    const { id, subject, publishedAt, attributes, sequenceNumber, replayed } = publication;
    return {
      ...about,
      id,
      ...(subject !== undefined && { subject }),
      message: textFor(publication, subscriber.protocol),
      timestamp: new Date(publishedAt).toISOString(),
      attributes,
      ...(sequenceNumber !== undefined && { sequenceNumber }),
      ...(replayed && { replayed }),
    };
  }
  const { id, at, token } = content;
  return {
    ...about,
    id,
    message: WORDS[content.type](delivery),
    timestamp: new Date(at).toISOString(),
    attributes: {},
    confirmation: { token, subscribeUrl: subscribeUrl(base, topic, token) },
  };
}

/** https://docs.aws.amazon.com/sns/latest/dg/http-subscription-confirmation-json.html */
const WORDS = {
  SubscriptionConfirmation: ({ topic }: Delivery): string =>
    `You have chosen to subscribe to the topic ${topicArn(topic)}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
  UnsubscribeConfirmation: (delivery: Delivery): string =>
    `You have chosen to deactivate subscription ${subscriptionArn(subscriptionOf(delivery))}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`,
};
