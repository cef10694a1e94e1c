import type { Message } from "@aws-sdk/client-sqs";
import type { EventSource } from "./event-source.ts";
import { isObject } from "./filters/parse-pattern.ts";

/** A message as functions get it. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event */
export type QueueRecord = {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, RecordAttribute>>;
  readonly md5OfMessageAttributes?: string | null;
  readonly md5OfBody: string;
  readonly eventSource: "aws:sqs";
  readonly eventSourceARN: string;
  readonly awsRegion: string;
};

type RecordAttribute = {
  readonly stringValue?: string;
  readonly binaryValue?: string;
  readonly stringListValues: readonly never[];
  readonly binaryListValues: readonly never[];
  readonly dataType: string;
};

/** In AWS's order. */
const ATTRIBUTES = [
  "ApproximateReceiveCount",
  "AWSTraceHeader",
  "SentTimestamp",
  "SequenceNumber",
  "MessageGroupId",
  "SenderId",
  "MessageDeduplicationId",
  "ApproximateFirstReceiveTimestamp",
  "DeadLetterQueueSourceArn",
] as const;

export type RecordForm = {
  readonly source: EventSource;
  /** Where a mapping has a batching window, AWS says by `null` that there are no message attributes, else by nothing. */
  readonly isWindowed: boolean;
};

/** What ReceiveMessage answered, as functions get it. */
export function queueRecord(message: Message, { source, isWindowed }: RecordForm): QueueRecord {
  const { Attributes = {}, MessageAttributes = {}, MD5OfMessageAttributes: digest } = message;
  const attributes = ATTRIBUTES.flatMap((name) => {
    const value = Attributes[name];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    messageId: message.MessageId ?? "",
    receiptHandle: message.ReceiptHandle ?? "",
    body: message.Body ?? "",
    attributes: Object.fromEntries(attributes),
    messageAttributes: Object.fromEntries(
      Object.entries(MessageAttributes).map(([name, attribute]) => [name, recordAttribute(attribute)]),
    ),
    ...(digest === undefined ? isWindowed && { md5OfMessageAttributes: null } : { md5OfMessageAttributes: digest }),
    md5OfBody: message.MD5OfBody ?? "",
    eventSource: "aws:sqs",
    eventSourceARN: source.arn,
    awsRegion: source.place.region,
  };
}

type MessageAttribute = NonNullable<Message["MessageAttributes"]>[string];

const recordAttribute = ({ BinaryValue, DataType = "", StringValue }: MessageAttribute): RecordAttribute => ({
  ...(StringValue !== undefined && { stringValue: StringValue }),
  ...(BinaryValue !== undefined && { binaryValue: Buffer.from(BinaryValue).toString("base64") }),
  stringListValues: [],
  binaryListValues: [],
  dataType: DataType,
});

/**
 * A record as filters see it: a body that is JSON is looked into, another one is a text.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html
 */
export function filterableQueueRecord(record: QueueRecord): object {
  if (!LOOKS_LIKE_JSON.test(record.body)) return record;
  try {
    const body: unknown = JSON.parse(record.body);
    return isObject(body) || Array.isArray(body) ? { ...record, body } : record;
  } catch {
    return record;
  }
}

/** Most texts are told by how they begin, at less than a failed attempt to read them costs. */
const LOOKS_LIKE_JSON = /^\s*[[{]/;
