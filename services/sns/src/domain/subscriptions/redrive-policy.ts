import { isSameRegion, parseArn } from "@skylab/aws";
import type { Refuse } from "../attribute-refusal.ts";
import { parseJson } from "../filters/json/parse.ts";
import { JsonSyntaxError } from "../filters/json/syntax-error.ts";
import { parseJsonObject } from "../json.ts";
import { isFifo, isFifoName, type Topic } from "../topics/topic.ts";

type Redriven = { readonly topic: Topic; readonly endpoint: string };

/**
 * Checks the redrive policy of a subscription.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-configure-dead-letter-queue.html
 * @throws AwsError InvalidParameter
 */
export function checkRedrivePolicy(text: string, { endpoint, topic }: Redriven, refuse: Refuse): void {
  const refused = (reason: string): Error => refuse(`RedrivePolicy: ${reason}`);
  checkJson(text, refused);
  const policy = parseJsonObject(text) ?? {};
  const target = policy["deadLetterTargetArn"];
  if (typeof target !== "string") throw refused("Missing deadLetterTargetArn attribute");
  const arn = parseArn(target);
  if (arn === undefined) throw refused("deadLetterTargetArn is an invalid arn");
  if (arn.service !== "sqs") throw refused("deadLetterTargetArn must be a SQS queue");
  if (!isSameRegion(arn, topic.place)) {
    throw refused("deadLetterTargetArn must be in the same region as the subscription");
  }
  if (isFifo(topic) && isFifoName(endpoint) && !isFifoName(target)) {
    throw refused("must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.");
  }
}

function checkJson(text: string, refused: (reason: string) => Error): void {
  try {
    parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw refused(`failed to parse JSON. ${error.message}`);
    throw error;
  }
}
