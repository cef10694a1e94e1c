import type { Ids } from "@skylab/aws";
import type { Logger, ServiceClient } from "@skylab/service";
import { DELIVERED, type Delivery, type Failure, type Outcome } from "../domain/delivery/delivery.ts";
import { parseJsonObject } from "../domain/json.ts";
import { topicArn } from "../domain/topics/topic.ts";
import { asTopic } from "./as-topic.ts";
import type { Envelopes } from "./envelopes.ts";
import { failureOf } from "./failures.ts";
import { type QueueAttributes, queueMessage, type QueueMessage, queuePlace } from "./queue-message.ts";

/** The queues where messages end that could not be delivered. */
export type DeadLetters = {
  /** Keeps what is given up in the subscription's dead-letter queue. Where it has none, there is nothing to do. */
  readonly keep: (delivery: Delivery, why: Failure) => Promise<Outcome>;
};

export type DeadLetterParts = {
  readonly call: ServiceClient;
  readonly envelopes: Envelopes;
  readonly ids: Pick<Ids, "uuid">;
  readonly log: Pick<Logger, "warn">;
};

export function openDeadLetters(parts: DeadLetterParts): DeadLetters {
  return {
    keep: async (delivery, why) => {
      const queue = deadLetterQueue(delivery);
      if (queue === undefined) {
        tellOfLoss(parts, delivery, why);
        return DELIVERED;
      }
      const kept = await keepIn(queue, { delivery, why }, parts);
      if (!kept.delivered && !kept.retry) tellOfLoss(parts, delivery, kept);
      return kept;
    },
  };
}

type GivenUp = { readonly delivery: Delivery; readonly why: Failure };

async function keepIn(queue: string, { delivery, why }: GivenUp, parts: DeadLetterParts): Promise<Outcome> {
  const { call, envelopes, ids } = parts;
  const { url, region } = queuePlace(queue);
  const message = await deadLetter(delivery, queue, envelopes);
  const input = { QueueUrl: url, ...withReason(message, why, ids.uuid()) };
  try {
    await call({ service: "sqs", operation: "SendMessage", input, as: asTopic(delivery.topic, region) });
    return DELIVERED;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.retry || !delivery.subscriber.raw) return failure;
    // A text that SQS does not take as it is it takes in an envelope.
    const enveloped = { ...delivery, subscriber: { ...delivery.subscriber, raw: false } };
    return await keepIn(queue, { delivery: enveloped, why }, parts);
  }
}

/** What nobody keeps one line at least tells of. */
function tellOfLoss({ log }: DeadLetterParts, { topic, subscriber, content }: Delivery, why: Failure): void {
  if (content.type === "UnsubscribeConfirmation") return;
  const { code, message: reason } = why;
  log.warn({ topic: topicArn(topic), subscription: subscriber.id, code, reason }, "a message was given up");
}

/** AWS keeps no announcement that a subscription is over. */
function deadLetterQueue({ content, subscriber }: Delivery): string | undefined {
  if (content.type === "UnsubscribeConfirmation" || subscriber.redrivePolicy === undefined) return undefined;
  const target = parseJsonObject(subscriber.redrivePolicy)?.["deadLetterTargetArn"];
  return typeof target === "string" ? target : undefined;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html */
const MOST_ATTRIBUTES = 10;

/** As the subscriber would have got it, if it is a queue's message; one with more attributes than SQS takes has them inside. */
async function deadLetter(delivery: Delivery, queue: string, envelopes: Envelopes): Promise<QueueMessage> {
  const { content, subscriber } = delivery;
  const attributes = content.type === "Notification" ? Object.keys(content.publication.attributes).length : 0;
  const raw = subscriber.raw && attributes <= MOST_ATTRIBUTES;
  return await queueMessage({ ...delivery, subscriber: { ...subscriber, endpoint: queue, raw } }, envelopes);
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html: "The first 1 KB of the error message" */
const MAX_REASON_CHARACTERS = 1024;

/** Says why it is there, as far as the message's own attributes leave room. */
function withReason(message: QueueMessage, { code, message: words }: Failure, requestId: string): QueueMessage {
  const { MessageAttributes: own = {} } = message;
  const reasons: QueueAttributes = {
    RequestID: { DataType: "String", StringValue: requestId },
    ErrorCode: { DataType: /^\d+$/.test(code) ? "Number" : "String", StringValue: code },
    ErrorMessage: { DataType: "String", StringValue: words.slice(0, MAX_REASON_CHARACTERS) || code },
  };
  const room = MOST_ATTRIBUTES - Object.keys(own).length;
  const added = Object.entries(reasons).filter(([name]) => !Object.hasOwn(own, name));
  return { ...message, MessageAttributes: { ...own, ...Object.fromEntries(added.slice(0, room)) } };
}
