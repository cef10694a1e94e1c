import { saysTheSame } from "../json.ts";
import type { Attributes } from "./topic-attributes.ts";
import { defaultPolicy } from "./topic-policy.ts";
import { isFifo, type Topic, topicArn } from "./topic.ts";

/** All that GetTopicAttributes tells. AWS tells no signature version, tracing, or key that was never set. */
export function describedAttributes(topic: Topic, effectiveDeliveryPolicy: string): Attributes {
  const { archivedSince, attributes, subscriptions } = topic.row;
  return {
    ...DEFAULTS,
    ...(isFifo(topic) && FIFO_DEFAULTS),
    Policy: defaultPolicy(topic),
    ...attributes,
    EffectiveDeliveryPolicy: effectiveDeliveryPolicy,
    Owner: topic.place.account,
    TopicArn: topicArn(topic),
    SubscriptionsConfirmed: String(subscriptions.confirmed),
    SubscriptionsDeleted: String(subscriptions.deleted),
    SubscriptionsPending: String(subscriptions.pending),
    ...(archivedSince !== undefined && { BeginningArchiveTime: new Date(archivedSince).toISOString() }),
  };
}

const DEFAULTS: Attributes = { DisplayName: "" };

const FIFO_DEFAULTS: Attributes = { ContentBasedDeduplication: "false", FifoThroughputScope: "Topic" };

/** What attributes are worth that GetTopicAttributes does not tell. */
const SILENT_DEFAULTS: Attributes = { FifoTopic: "false", SignatureVersion: "1", TracingConfig: "PassThrough" };

/** Whether a topic has the attributes with which it is to be made once more. */
export function hasAttributes(topic: Topic, asked: Attributes): boolean {
  const own: Attributes = {
    ...SILENT_DEFAULTS,
    ...DEFAULTS,
    ...FIFO_DEFAULTS,
    Policy: defaultPolicy(topic),
    ...topic.row.attributes,
  };
  return Object.entries(asked).every(([name, value]) => saysTheSame(own[name] ?? "", value));
}
