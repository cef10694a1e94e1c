import { hash } from "node:crypto";
import { invalidParameter, invalidValue, missingParameter, notForThisQueueType } from "./errors.ts";
import { MAX_DELAY_SECONDS } from "./limits.ts";
import type { QueueSettings } from "./queue-settings.ts";

/** What of a message depends on the type of its queue, as clients write it. */
export type SendInput = {
  readonly MessageBody?: string | undefined;
  readonly DelaySeconds?: number | undefined;
  readonly MessageGroupId?: string | undefined;
  readonly MessageDeduplicationId?: string | undefined;
};

/** How a message goes into its queue. */
export type Routing = {
  readonly delaySeconds?: number;
  readonly groupId?: string;
  readonly deduplicationId?: string;
};

/** 1 to 128 printable ASCII characters without the blank. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const TOKEN = /^[!-~]{1,128}$/;

/**
 * Group, deduplication, and delay of a message, by the rules of its queue.
 * @throws AwsError in AWS's words
 */
export const routingOf = (input: SendInput, settings: QueueSettings): Routing =>
  settings.fifo ? fifoRouting(input, settings) : standardRouting(input, settings);

function standardRouting(input: SendInput, settings: QueueSettings): Routing {
  const { DelaySeconds: delay, MessageGroupId: groupId, MessageDeduplicationId: deduplicationId } = input;
  if (deduplicationId !== undefined) throw notForThisQueueType("MessageDeduplicationId", deduplicationId);
  if (groupId !== undefined) checkToken("MessageGroupId", groupId);
  if (delay !== undefined && (delay < 0 || delay > MAX_DELAY_SECONDS)) {
    throw invalidValue("DelaySeconds", delay, `DelaySeconds must be >= 0 and <= ${MAX_DELAY_SECONDS}.`);
  }
  const delaySeconds = delay ?? settings.delaySeconds;
  // The group of a standard queue's message is the tenant of a fair queue.
  return groupId === undefined ? { delaySeconds } : { delaySeconds, groupId };
}

function fifoRouting(input: SendInput, settings: QueueSettings): Routing {
  const { DelaySeconds: delay, MessageGroupId: groupId } = input;
  // AWS takes 0 for absent: the delay of the queue holds.
  if (delay !== undefined && delay !== 0) throw notForThisQueueType("DelaySeconds", delay);
  if (groupId === undefined) throw missingParameter("MessageGroupId");
  checkToken("MessageGroupId", groupId);
  const given = input.MessageDeduplicationId;
  if (given !== undefined) checkToken("MessageDeduplicationId", given);
  const deduplicationId = given ?? contentId(input, settings);
  if (deduplicationId === undefined) {
    throw invalidParameter(
      "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    );
  }
  return { groupId, deduplicationId };
}

/** The body alone decides; the attributes do not count. */
const contentId = (input: SendInput, settings: QueueSettings): string | undefined =>
  settings.contentBasedDeduplication ? hash("sha256", input.MessageBody ?? "") : undefined;

/** @throws AwsError where the value is no group, deduplication, or attempt id. */
export function checkToken(parameter: string, value: string): void {
  if (TOKEN.test(value)) return;
  throw invalidValue(
    parameter,
    value,
    `${parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}
