import { isPlace } from "@skylab/aws";
import { invalidParameter } from "./errors.ts";
import type { SubscriptionAddress } from "./subscriptions/subscription.ts";
import { isTopicName } from "./topics/topic-name.ts";
import { parseTopicArn, type TopicAddress } from "./topics/topic.ts";

/** An ARN has six parts. */
const ARN_PARTS = 6;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The topic that a parameter names.
 * @throws AwsError InvalidParameter, where it names none
 */
export function readTopicArn(arn: string, parameter = "TopicArn"): TopicAddress {
  checkParts(arn, parameter);
  const topic = parseTopicArn(arn);
  if (topic === undefined) throw invalidParameter(parameter);
  return topic;
}

/** The topic that an ARN names, if there can be such a topic: policies are asked about whatever clients write. */
export function topicOfArn(arn: string): TopicAddress | undefined {
  const topic = parseTopicArn(arn);
  if (topic === undefined) return undefined;
  const { name, place } = topic;
  return isTopicName(name) && isPlace(place) ? topic : undefined;
}

/**
 * The subscription that the parameter SubscriptionArn names.
 * @throws AwsError InvalidParameter, where it names none
 */
export function readSubscriptionArn(arn: string): SubscriptionAddress {
  const parts = checkParts(arn, "SubscriptionArn");
  const id = parts[ARN_PARTS] ?? "";
  if (parts.length !== ARN_PARTS + 1 || !UUID.test(id)) throw invalidParameter("SubscriptionId");
  const topic = parseTopicArn(parts.slice(0, ARN_PARTS).join(":"));
  if (topic === undefined) throw invalidParameter("SubscriptionArn");
  return { topic, id };
}

/**
 * What stands between an ARN's colons.
 * @throws AwsError InvalidParameter, where it is too little for one
 */
export function checkParts(arn: string, parameter: string): readonly string[] {
  const parts = arn.split(":");
  if (parts.length >= ARN_PARTS) return parts;
  throw invalidParameter(`${parameter} Reason: An ARN must have at least ${ARN_PARTS} elements, not ${parts.length}`);
}
