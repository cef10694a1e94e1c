import { invalidValue, notForThisQueueType, unknownAttribute } from "./errors.ts";
import { checkToken } from "./fifo.ts";
import { MAX_VISIBILITY_TIMEOUT_SECONDS, MAX_WAIT_TIME_SECONDS } from "./limits.ts";
import { isKnownAttribute } from "./queue-attribute-names.ts";
import type { QueueSettings } from "./queue-settings.ts";
import { isSystemAttribute } from "./received-message.ts";

/** ReceiveMessage as clients write it. */
export type ReceiveInput = {
  readonly AttributeNames?: readonly string[] | undefined;
  readonly MessageSystemAttributeNames?: readonly string[] | undefined;
  readonly MessageAttributeNames?: readonly string[] | undefined;
  readonly MaxNumberOfMessages?: number | undefined;
  readonly VisibilityTimeout?: number | undefined;
  readonly WaitTimeSeconds?: number | undefined;
  readonly ReceiveRequestAttemptId?: string | undefined;
};

/** How a queue is received from. */
export type ReceivePlan = {
  readonly max: number;
  readonly waitMs: number;
  readonly visibilityMs: number;
  readonly attemptId?: string;
};

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
const MAX_MESSAGES = 10;

/**
 * What a receive asks for, the queue's own settings where it asks for nothing.
 * @throws AwsError in AWS's words
 */
export function readReceive(input: ReceiveInput, settings: QueueSettings): ReceivePlan {
  const { MaxNumberOfMessages: max = 1, ReceiveRequestAttemptId: attemptId } = input;
  if (max < 1 || max > MAX_MESSAGES) {
    throw invalidValue("MaxNumberOfMessages", max, `Must be between 1 and ${MAX_MESSAGES}, if provided.`);
  }
  const { WaitTimeSeconds: wait = settings.waitTimeSeconds } = input;
  checkSeconds("WaitTimeSeconds", wait, MAX_WAIT_TIME_SECONDS);
  const { VisibilityTimeout: visibility = settings.visibilityTimeoutSeconds } = input;
  checkSeconds("VisibilityTimeout", visibility, MAX_VISIBILITY_TIMEOUT_SECONDS);
  const plan = { max, waitMs: wait * 1000, visibilityMs: visibility * 1000 };
  if (attemptId === undefined) return plan;
  if (!settings.fifo) throw notForThisQueueType("ReceiveRequestAttemptId", attemptId);
  checkToken("ReceiveRequestAttemptId", attemptId);
  return { ...plan, attemptId };
}

/**
 * The names of the system attributes that are wanted. The older member AttributeNames may also name attributes of
 * queues, which no message has.
 * @throws AwsError `InvalidAttributeName`
 */
export function wantedSystemAttributes(input: ReceiveInput): readonly string[] {
  const names = [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])];
  for (const name of names) {
    if (name !== "All" && !isSystemAttribute(name) && !isKnownAttribute(name)) throw unknownAttribute(name);
  }
  return names;
}

function checkSeconds(parameter: string, seconds: number, max: number): void {
  if (seconds < 0 || seconds > max) throw invalidValue(parameter, seconds, `Must be >= 0 and <= ${max}, if provided.`);
}
