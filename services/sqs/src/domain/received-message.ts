import { type MessageAttribute, selectAttributes } from "./message-attributes.ts";
import { digestOfAttributes } from "./message-digest.ts";
import type { MessageContents } from "./message.ts";

/** A message as it came out of its queue. Times are milliseconds since the epoch. */
export type ReceivedMessage = {
  readonly id: string;
  readonly contents: MessageContents & { readonly senderId: string };
  readonly sentAt: number;
  readonly receives: number;
  readonly firstReceivedAt?: number | undefined;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  readonly sequenceNumber?: string;
  readonly deadLetterSource?: string;
};

/** What a receive wants to know of its messages. */
export type Wanted = { readonly systemAttributes: readonly string[]; readonly attributes: readonly string[] };

/** A message as ReceiveMessage answers it; what is not there is absent. */
export type MessageAnswer = {
  MessageId: string;
  ReceiptHandle: string;
  MD5OfBody: string;
  Body: string;
  Attributes?: Record<string, string>;
  MD5OfMessageAttributes?: string;
  MessageAttributes?: Record<string, AttributeAnswer>;
};
type AttributeAnswer = { DataType: string; StringValue?: string; BinaryValue?: Uint8Array };

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
const SYSTEM_ATTRIBUTES: Readonly<Record<string, (message: ReceivedMessage) => string | undefined>> = {
  SenderId: ({ contents }) => contents.senderId,
  SentTimestamp: ({ sentAt }) => String(sentAt),
  ApproximateReceiveCount: ({ receives }) => String(receives),
  // Absent on a message that was never received, which only a look at the queue shows.
  ApproximateFirstReceiveTimestamp: ({ firstReceivedAt }) =>
    firstReceivedAt === undefined ? undefined : String(firstReceivedAt),
  SequenceNumber: ({ sequenceNumber }) => sequenceNumber,
  MessageDeduplicationId: ({ deduplicationId }) => deduplicationId,
  MessageGroupId: ({ groupId }) => groupId,
  AWSTraceHeader: ({ contents }) => contents.traceHeader,
  DeadLetterQueueSourceArn: ({ deadLetterSource }) => deadLetterSource,
};

export const isSystemAttribute = (name: string): boolean => Object.hasOwn(SYSTEM_ATTRIBUTES, name);

/** What a message carries of the attributes that are wanted; MD5OfMessageAttributes is that of what is given back. */
export function describeMessage(message: ReceivedMessage, receiptHandle: string, wanted: Wanted): MessageAnswer {
  const { contents } = message;
  const answer: MessageAnswer = {
    MessageId: message.id,
    ReceiptHandle: receiptHandle,
    MD5OfBody: contents.bodyDigest,
    Body: contents.body,
  };
  if (wanted.systemAttributes.length > 0) {
    const attributes = systemAttributes(message, wanted.systemAttributes);
    if (Object.keys(attributes).length > 0) answer.Attributes = attributes;
  }
  if (wanted.attributes.length === 0 || contents.attributesDigest === undefined) return answer;
  const { attributes } = contents;
  const selected = selectAttributes(attributes, wanted.attributes);
  if (selected.length === 0) return answer;
  answer.MessageAttributes = Object.fromEntries(selected.map((attribute) => [attribute.name, describe(attribute)]));
  answer.MD5OfMessageAttributes =
    selected.length === attributes.length ? contents.attributesDigest : digestOfAttributes(selected);
  return answer;
}

function systemAttributes(message: ReceivedMessage, wanted: readonly string[]): Record<string, string> {
  const names = wanted.includes("All") ? Object.keys(SYSTEM_ATTRIBUTES) : wanted;
  const attributes: Record<string, string> = {};
  for (const name of names) {
    const value = isSystemAttribute(name) ? SYSTEM_ATTRIBUTES[name]?.(message) : undefined;
    if (value !== undefined) attributes[name] = value;
  }
  return attributes;
}

const describe = ({ dataType, value }: MessageAttribute): AttributeAnswer =>
  typeof value === "string" ? { DataType: dataType, StringValue: value } : { DataType: dataType, BinaryValue: value };
