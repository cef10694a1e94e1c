import type { Publication } from "../messages/publication.ts";
import type { Protocol, Subscription } from "../subscriptions/subscription.ts";
import type { Topic, TopicAddress } from "../topics/topic.ts";

/** One message on its way to one subscriber, with all that an attempt needs to know. It is JSON all through. */
export type Delivery = {
  readonly content: Content;
  readonly topic: TopicFacts;
  readonly subscriber: Subscriber;
};

/** What a subscriber is sent. */
export type Content =
  | { readonly type: "Notification"; readonly publication: Publication }
  | {
      readonly type: "SubscriptionConfirmation" | "UnsubscribeConfirmation";
      /** A UUID: the MessageId. */
      readonly id: string;
      /** Milliseconds since the epoch. */
      readonly at: number;
      /** What the subscription is confirmed with. */
      readonly token: string;
    };

/** What of a topic its subscribers see, or are reached by. */
export type TopicFacts = TopicAddress & {
  readonly signatureVersion: SignatureVersion;
  /** The name in e-mails. */
  readonly displayName?: string;
  /** As it was set. */
  readonly deliveryPolicy?: string;
};

/** By SHA-1 or SHA-256. https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html */
export type SignatureVersion = "1" | "2";

/** What of a subscription says how it is delivered to. Its filter is none of it: the fan-out has asked it. */
export type Subscriber = {
  /** The subscription's. */
  readonly id: string;
  /** The account that subscribed. */
  readonly owner: string;
  readonly protocol: Protocol;
  readonly endpoint: string;
  /** The message alone, without SNS's envelope. */
  readonly raw: boolean;
  /** As it was set. */
  readonly deliveryPolicy?: string;
  /** As it was set: where the dead-letter queue is. */
  readonly redrivePolicy?: string;
};

/** What became of one attempt. */
export type Outcome = { readonly delivered: true } | Failure;

export type Failure = {
  readonly delivered: false;
  /** It is worth trying again: by the protocol's phases. Else the message goes to the dead-letter queue at once. */
  readonly retry: boolean;
  /** The dead-letter queue's `ErrorCode`: an HTTP status, or the code of who refused. */
  readonly code: string;
  /** The dead-letter queue's `ErrorMessage`. */
  readonly message: string;
};

/** Whom SNS hands messages to by one protocol. Its failures are outcomes: it rejects where we are to blame. */
export type Destination = { readonly deliver: (delivery: Delivery) => Promise<Outcome> };

export const DELIVERED: Outcome = { delivered: true };

export function topicFacts({ place, name, row: { attributes } }: Topic): TopicFacts {
  const { DisplayName, DeliveryPolicy, SignatureVersion } = attributes;
  return {
    place,
    name,
    signatureVersion: SignatureVersion === "2" ? "2" : "1",
    ...(DisplayName && { displayName: DisplayName }),
    ...(DeliveryPolicy && { deliveryPolicy: DeliveryPolicy }),
  };
}

export function subscriberOf({ id, owner, protocol, endpoint, attributes }: Subscription): Subscriber {
  const { RawMessageDelivery, DeliveryPolicy, RedrivePolicy } = attributes;
  return {
    id,
    owner,
    protocol,
    endpoint,
    raw: RawMessageDelivery === "true",
    ...(DeliveryPolicy && { deliveryPolicy: DeliveryPolicy }),
    ...(RedrivePolicy && { redrivePolicy: RedrivePolicy }),
  };
}
