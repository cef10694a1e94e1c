import type { Replay } from "./replay.ts";
import { type TopicAddress, topicArn } from "../topics/topic.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
export type Protocol =
  | "http"
  | "https"
  | "email"
  | "email-json"
  | "sms"
  | "sqs"
  | "application"
  | "lambda"
  | "firehose";

/** A subscription as it is kept, under its topic's id and its own. */
export type Subscription = {
  /** The UUID at the end of its ARN. */
  readonly id: string;
  /** The account that subscribed. */
  readonly owner: string;
  readonly protocol: Protocol;
  readonly endpoint: string;
  /** Waits for its endpoint's owner to confirm it; `token` is what they were sent, good until then. */
  readonly pending?: { readonly token: string; readonly expiresAt: number };
  /** From when on messages are for it; milliseconds since the epoch. Absent while it is pending. */
  readonly confirmedAt?: number;
  /** Whoever confirmed it signed the request, and only the owner may end it. */
  readonly authenticateOnUnsubscribe?: true;
  /** The confirming request was signed. */
  readonly confirmationWasAuthenticated: boolean;
  /** The ARN of who subscribed. */
  readonly principal: string;
  /** Archived messages of its topic come to it, and those that are published wait for them. */
  readonly replay?: Replay;
  /** As they were set: `RawMessageDelivery`, `FilterPolicy`, `FilterPolicyScope`, `RedrivePolicy`, `DeliveryPolicy`, … */
  readonly attributes: Readonly<Record<string, string>>;
};

export type SubscriptionAddress = { readonly topic: TopicAddress; readonly id: string };

/** `arn:aws:sns:us-east-1:123456789012:orders:3e5c…`. */
export const subscriptionArn = ({ topic, id }: SubscriptionAddress): string => `${topicArn(topic)}:${id}`;
