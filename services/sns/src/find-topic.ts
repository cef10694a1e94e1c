import { isSameRegion } from "@skylab/aws";
import type { Call } from "@skylab/service";
import { invalidParameter, subscriptionDoesNotExist, topicDoesNotExist } from "./domain/errors.ts";
import { readSubscriptionArn, readTopicArn } from "./domain/read-arn.ts";
import type { Subscription } from "./domain/subscriptions/subscription.ts";
import type { Topic, TopicAddress } from "./domain/topics/topic.ts";
import type { SnsStore } from "./store/store.ts";

/**
 * The topic that the parameter TopicArn names, as it is or was less than a second ago: for Publish.
 * @throws AwsError InvalidParameter, NotFound
 */
export async function findTopic(arn: string, call: Call, store: SnsStore): Promise<Topic> {
  return there(await store.topics.find(addressOf(arn, call)));
}

/**
 * The topic that the parameter TopicArn names, as it is now.
 * @throws AwsError InvalidParameter, NotFound
 */
export async function readTopic(arn: string, call: Call, store: SnsStore): Promise<Topic> {
  return there(await store.topics.read(addressOf(arn, call)));
}

function addressOf(arn: string, call: Call): TopicAddress {
  const address = readTopicArn(arn);
  if (!isSameRegion(address.place, call.place)) throw invalidParameter("TopicArn");
  return address;
}

function there(topic: Topic | undefined): Topic {
  if (topic === undefined) throw topicDoesNotExist();
  return topic;
}

/** A subscription, and what it is to. */
export type FoundSubscription = { readonly topic: Topic; readonly subscription: Subscription };

/**
 * The subscription that the parameter SubscriptionArn names.
 * @throws AwsError InvalidParameter, NotFound
 */
export async function findSubscription(arn: string, call: Call, store: SnsStore): Promise<FoundSubscription> {
  const { id, topic: address } = readSubscriptionArn(arn);
  if (!isSameRegion(address.place, call.place)) throw invalidParameter("SubscriptionArn");
  const topic = await store.topics.read(address);
  const subscription = topic && (await store.subscriptions.find(topic, id));
  if (topic === undefined || subscription === undefined) throw subscriptionDoesNotExist();
  return { topic, subscription };
}
