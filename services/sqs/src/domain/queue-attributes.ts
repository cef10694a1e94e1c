import { invalidAttributeName, invalidAttributeValue, unknownAttribute } from "./errors.ts";
import {
  MAX_DELAY_SECONDS,
  MAX_MESSAGE_BYTES,
  MAX_VISIBILITY_TIMEOUT_SECONDS,
  MAX_WAIT_TIME_SECONDS,
} from "./limits.ts";
import type { QueueAddress } from "./queue-arn.ts";
import { isFifoName } from "./queue-name.ts";
import { parseQueuePolicy } from "./queue-policy.ts";
import { parseRedriveAllowPolicy } from "./redrive-allow-policy.ts";
import { parseRedrivePolicy } from "./redrive-policy.ts";

/** The attributes of a queue that clients set, in the spelling in which AWS gives them back. What was never set is absent. */
export type QueueAttributes = Readonly<Record<string, string>>;

/** Attributes to be set, and (`undefined`) to be taken away. */
export type AttributeChanges = Readonly<Record<string, string | undefined>>;

/** Reads a value of the attribute as the client wrote it, and returns AWS's spelling. @throws AwsError in AWS's words */
type Reader = (value: string, name: string, queue: QueueAddress) => string;

const integer =
  (min: number, max: number): Reader =>
  (value, name) => {
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= min && number <= max)) throw invalidAttributeValue(name);
    return String(number);
  };

const boolean: Reader = (value, name) => {
  const spelt = value.toLowerCase();
  if (spelt !== "true" && spelt !== "false") throw invalidAttributeValue(name);
  return spelt;
};

const oneOf =
  (...values: readonly string[]): Reader =>
  (value, name) => {
    if (!values.includes(value)) throw invalidAttributeValue(name);
    return value;
  };

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html */
const MAX_KEY_ID_CHARACTERS = 2048;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const READERS: Readonly<Record<string, Reader>> = {
  DelaySeconds: integer(0, MAX_DELAY_SECONDS),
  MaximumMessageSize: integer(1024, MAX_MESSAGE_BYTES),
  MessageRetentionPeriod: integer(60, 1_209_600),
  ReceiveMessageWaitTimeSeconds: integer(0, MAX_WAIT_TIME_SECONDS),
  VisibilityTimeout: integer(0, MAX_VISIBILITY_TIMEOUT_SECONDS),
  KmsMasterKeyId: (value, name) => {
    if (value.length > MAX_KEY_ID_CHARACTERS) throw invalidAttributeValue(name);
    return value;
  },
  KmsDataKeyReusePeriodSeconds: integer(60, 86_400),
  SqsManagedSseEnabled: boolean,
  FifoQueue: boolean,
  ContentBasedDeduplication: boolean,
  DeduplicationScope: oneOf("messageGroup", "queue"),
  FifoThroughputLimit: oneOf("perQueue", "perMessageGroupId"),
  Policy: (value) => {
    parseQueuePolicy(value);
    return JSON.stringify(JSON.parse(value));
  },
  RedrivePolicy: (value, _name, queue) => JSON.stringify(parseRedrivePolicy(value, queue)),
  RedriveAllowPolicy: (value) => JSON.stringify(parseRedriveAllowPolicy(value)),
};

/** Whether clients can set an attribute of this name, on one type of queue at least. */
export const isSettable = (name: string): boolean => Object.hasOwn(READERS, name);

/** An empty value takes these away. */
const REMOVABLE = new Set(["Policy", "RedrivePolicy", "RedriveAllowPolicy", "KmsMasterKeyId"]);

const FIFO_ONLY = new Set(["FifoQueue", "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit"]);

/**
 * What CreateQueue and SetQueueAttributes ask for, in AWS's spelling.
 * @throws AwsError in AWS's words
 */
export function readAttributes(input: Readonly<Record<string, string>>, queue: QueueAddress): AttributeChanges {
  const fifo = isFifoName(queue.name);
  const changes: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(input)) {
    const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
    if (!read) throw unknownAttribute(name);
    if (!fifo && FIFO_ONLY.has(name)) throw onlyForFifo(name);
    changes[name] = value === "" && REMOVABLE.has(name) ? undefined : read(value, name, queue);
  }
  checkEncryption(changes);
  return changes;
}

/** AWS has two sentences for the same mistake. */
const onlyForFifo = (name: string): Error =>
  name === "DeduplicationScope" || name === "FifoThroughputLimit"
    ? invalidAttributeName(`You can specify the ${name} only when FifoQueue is set to true.`)
    : unknownAttribute(name);

function checkEncryption(changes: AttributeChanges): void {
  if (changes["KmsMasterKeyId"] !== undefined && changes["SqsManagedSseEnabled"] === "true") {
    throw invalidAttributeName(
      "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.",
    );
  }
}

/**
 * The attributes of a queue after a change.
 * @throws AwsError where the change contradicts what stays
 */
export function changeAttributes(attributes: QueueAttributes, changes: AttributeChanges): QueueAttributes {
  if (changes["FifoQueue"] === "false") {
    throw invalidAttributeValue("FifoQueue", "Modifying queue type is not supported.");
  }
  const changed: Record<string, string | undefined> = { ...attributes, ...changes };
  // One kind of encryption ends the other.
  if (changes["KmsMasterKeyId"] !== undefined) changed["SqsManagedSseEnabled"] = "false";
  if (changes["SqsManagedSseEnabled"] === "true") changed["KmsMasterKeyId"] = undefined;
  if (changed["FifoThroughputLimit"] === "perMessageGroupId" && changed["DeduplicationScope"] !== "messageGroup") {
    throw invalidAttributeValue(
      "FifoThroughputLimit",
      "The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup",
    );
  }
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(changed)) if (value !== undefined) kept[name] = value;
  return kept;
}

const DEFAULTS: QueueAttributes = {
  DelaySeconds: "0",
  MaximumMessageSize: String(MAX_MESSAGE_BYTES),
  MessageRetentionPeriod: "345600",
  ReceiveMessageWaitTimeSeconds: "0",
  VisibilityTimeout: "30",
  SqsManagedSseEnabled: "true",
};

const FIFO_DEFAULTS: QueueAttributes = {
  ...DEFAULTS,
  FifoQueue: "true",
  ContentBasedDeduplication: "false",
  DeduplicationScope: "queue",
  FifoThroughputLimit: "perQueue",
};

/** Shown as soon as a key is set. */
const DEFAULT_KMS_REUSE_SECONDS = "300";

/** All attributes that a queue has, the default ones included. */
export function effectiveAttributes(attributes: QueueAttributes, fifo: boolean): QueueAttributes {
  const { KmsDataKeyReusePeriodSeconds: reuse, ...rest } = attributes;
  const effective = { ...(fifo ? FIFO_DEFAULTS : DEFAULTS), ...rest };
  if (attributes["KmsMasterKeyId"] === undefined) return effective;
  return { ...effective, KmsDataKeyReusePeriodSeconds: reuse ?? DEFAULT_KMS_REUSE_SECONDS };
}

/** The first attribute of a request whose value an existing queue does not have. */
export function firstDifference(wanted: AttributeChanges, existing: QueueAttributes): string | undefined {
  return Object.keys(wanted).find((name) => wanted[name] !== existing[name]);
}
