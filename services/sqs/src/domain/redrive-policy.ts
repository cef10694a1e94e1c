import { type AwsError, isSameRegion, parseArn } from "@skylab/aws";
import { invalidAttributeValue, invalidValue } from "./errors.ts";
import { parseJsonObject } from "./json.ts";
import { parseQueueArn, type QueueAddress } from "./queue-arn.ts";
import { isFifoName } from "./queue-name.ts";

/** When a message goes to which dead-letter queue. */
export type RedrivePolicy = { readonly deadLetterTargetArn: string; readonly maxReceiveCount: number };

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
const MAX_RECEIVE_COUNT = 1000;

const MEMBERS = ["maxReceiveCount", "deadLetterTargetArn"];

/**
 * Reads the attribute RedrivePolicy of a queue. Whether the dead-letter queue exists and agrees is asked elsewhere.
 * @throws AwsError in AWS's words
 */
export function parseRedrivePolicy(text: string, source: QueueAddress): RedrivePolicy {
  const policy = parseJsonObject(text);
  if (!policy) throw invalidAttributeValue("RedrivePolicy", "Redrive policy is not a valid JSON map.");
  for (const member of MEMBERS) {
    if (!(member in policy)) {
      throw invalid(text, `Redrive policy does not contain mandatory attribute: ${member}.`);
    }
  }
  if (Object.keys(policy).length > MEMBERS.length) {
    throw invalid(text, `Only following attributes are supported: [${MEMBERS.join(", ")}].`);
  }
  const maxReceiveCount = Number(policy["maxReceiveCount"]);
  if (!Number.isInteger(maxReceiveCount) || maxReceiveCount < 1 || maxReceiveCount > MAX_RECEIVE_COUNT) {
    throw invalid(
      text,
      `Invalid value for maxReceiveCount: ${String(policy["maxReceiveCount"])}, valid values are from 1 to ${MAX_RECEIVE_COUNT} both inclusive.`,
    );
  }
  const deadLetterTargetArn = String(policy["deadLetterTargetArn"]);
  checkTarget(text, deadLetterTargetArn, source);
  return { deadLetterTargetArn, maxReceiveCount };
}

export const deadLetterTargetDoesNotExist = (text: string): AwsError =>
  invalid(text, "Dead letter target does not exist.");

export const deadLetterQueueRefuses = (text: string): AwsError =>
  invalid(text, "The dead-letter queue's redrive allow policy does not allow the source queue to use it.");

function checkTarget(text: string, targetArn: string, source: QueueAddress): void {
  const arn = parseArn(targetArn);
  if (!arn) throw invalid(text, "Invalid value for deadLetterTargetArn.");
  if (arn.service !== "sqs") throw invalid(text, "Only SQS queues are valid resources for deadLetterTargetArn.");
  const target = parseQueueArn(targetArn);
  if (!target) throw invalid(text, "Invalid value for deadLetterTargetArn.");
  if (target.place.account !== source.place.account) {
    throw invalid(text, "Dead-letter target owner should be same as the source.");
  }
  if (!isSameRegion(target.place, source.place)) {
    throw invalid(text, "Dead-letter target region should be same as the source.");
  }
  if (isFifoName(target.name) !== isFifoName(source.name)) {
    // AWS ends this sentence twice.
    throw invalid(text, "Dead-letter queue must be same type of queue as the source..");
  }
}

const invalid = (text: string, reason: string): AwsError => invalidValue("RedrivePolicy", text, reason);
