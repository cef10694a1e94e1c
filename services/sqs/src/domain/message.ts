import {
  type AttributeInputs,
  type MessageAttribute,
  readMessageAttributes,
  readTraceHeader,
  traceHeaderAttribute,
} from "./message-attributes.ts";
import { checkBody } from "./message-body.ts";
import { digestOfAttributes, digestOfBody } from "./message-digest.ts";
import { type Routing, routingOf, type SendInput } from "./fifo.ts";
import type { QueueSettings } from "./queue-settings.ts";

/** What SQS carries of a message and gives back unchanged. Digests are MD5, in lower-case hex. */
export type MessageContents = {
  readonly body: string;
  readonly bodyDigest: string;
  /** Sorted by name. */
  readonly attributes: readonly MessageAttribute[];
  /** Absent where there are no attributes. */
  readonly attributesDigest: string | undefined;
  readonly traceHeader: string | undefined;
};

/** A message that passed all rules but those of its size. */
export type OutgoingMessage = {
  readonly contents: MessageContents;
  /** Of the system attributes that the client sent; absent where it sent none. */
  readonly systemAttributesDigest: string | undefined;
  readonly routing: Routing;
  readonly bytes: number;
};

/** A message as clients write it, alone or in a batch. */
export type MessageInput = SendInput & {
  readonly MessageAttributes?: AttributeInputs | undefined;
  readonly MessageSystemAttributes?: AttributeInputs | undefined;
};

/** What of a message its request decides. */
export type SendContext = {
  /** As AWS calls the body where it is missing. */
  readonly bodyParameter: string;
  /** X-Ray's header of the request, for a message that brings none itself. */
  readonly traceHeader: string | undefined;
};

/**
 * Reads a message that is to be sent.
 * @throws AwsError in AWS's words
 */
export function readMessage(input: MessageInput, settings: QueueSettings, context: SendContext): OutgoingMessage {
  const { MessageBody: body = "" } = input;
  checkBody(body, context.bodyParameter);
  const attributes = readMessageAttributes(input.MessageAttributes);
  const traceHeader = readTraceHeader(input.MessageSystemAttributes);
  const routing = routingOf(input, settings);
  return {
    contents: {
      body,
      bodyDigest: digestOfBody(body),
      attributes,
      attributesDigest: attributes.length > 0 ? digestOfAttributes(attributes) : undefined,
      traceHeader: traceHeader ?? context.traceHeader,
    },
    systemAttributesDigest:
      traceHeader === undefined ? undefined : digestOfAttributes([traceHeaderAttribute(traceHeader)]),
    routing,
    bytes: messageBytes(input),
  };
}

/** What counts against MaximumMessageSize: the body, and of each attribute its name, type, and value. System attributes are free. */
export function messageBytes({ MessageBody: body = "", MessageAttributes: attributes = {} }: MessageInput): number {
  let bytes = Buffer.byteLength(body);
  for (const [name, { DataType: dataType = "", StringValue: text = "", BinaryValue: binary }] of Object.entries(
    attributes,
  )) {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(dataType) + Buffer.byteLength(text) + (binary?.length ?? 0);
  }
  return bytes;
}

/** What SendMessage answers, and SendMessageBatch for each entry. */
export const sendResult = (
  { contents, systemAttributesDigest }: OutgoingMessage,
  sent: { readonly id: string; readonly sequenceNumber?: string },
): {
  MessageId: string;
  MD5OfMessageBody: string;
  MD5OfMessageAttributes: string | undefined;
  MD5OfMessageSystemAttributes: string | undefined;
  SequenceNumber: string | undefined;
} => ({
  MessageId: sent.id,
  MD5OfMessageBody: contents.bodyDigest,
  MD5OfMessageAttributes: contents.attributesDigest,
  MD5OfMessageSystemAttributes: systemAttributesDigest,
  SequenceNumber: sent.sequenceNumber,
});
