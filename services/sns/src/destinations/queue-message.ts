import { type Arn, parseArn } from "@skylab/aws";
import type { Delivery } from "../domain/delivery/delivery.ts";
import { type MessageAttribute, type Publication, textFor } from "../domain/messages/publication.ts";
import { isFifoName } from "../domain/topics/topic.ts";
import type { Envelopes } from "./envelopes.ts";

/** A message as SendMessage of SQS takes it, the queue aside. */
export type QueueMessage = {
  readonly MessageBody: string;
  readonly MessageAttributes?: QueueAttributes;
  readonly MessageSystemAttributes?: QueueAttributes;
  readonly MessageGroupId?: string;
  readonly MessageDeduplicationId?: string;
};

export type QueueAttributes = Readonly<Record<string, QueueAttribute>>;

type QueueAttribute =
  | { readonly DataType: string; readonly StringValue: string }
  | { readonly DataType: string; readonly BinaryValue: Buffer };

/** What a queue gets of a delivery: the message and its attributes where it wants them raw, or else SNS's envelope. */
export async function queueMessage(delivery: Delivery, envelopes: Envelopes): Promise<QueueMessage> {
  const { content, subscriber } = delivery;
  if (content.type !== "Notification") {
    const body = await envelopes.write(delivery);
    return isFifoName(subscriber.endpoint)
      ? { MessageBody: body, MessageGroupId: subscriber.id, MessageDeduplicationId: content.id }
      : { MessageBody: body };
  }
  const { publication } = content;
  const { traceHeader } = publication;
  return {
    ...(subscriber.raw ? raw(publication) : { MessageBody: await envelopes.write(delivery) }),
    ...order(publication, isFifoName(subscriber.endpoint)),
    ...(traceHeader !== undefined && {
      MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: traceHeader } },
    }),
  };
}

function raw(publication: Publication): QueueMessage {
  const entries = Object.entries(publication.attributes).map(([name, attribute]) => [name, queueAttribute(attribute)]);
  const body = { MessageBody: textFor(publication, "sqs") };
  return entries.length === 0 ? body : { ...body, MessageAttributes: Object.fromEntries(entries) };
}

const queueAttribute = ({ type, value }: MessageAttribute): QueueAttribute =>
  type.startsWith("Binary")
    ? { DataType: type, BinaryValue: Buffer.from(value, "base64") }
    : { DataType: type, StringValue: value };

/** A standard queue takes a group for fair queues, and no deduplication id. */
function order(
  { groupId, deduplicationId }: Publication,
  isFifo: boolean,
): Pick<QueueMessage, "MessageGroupId" | "MessageDeduplicationId"> {
  return {
    ...(groupId !== undefined && { MessageGroupId: groupId }),
    ...(isFifo && deduplicationId !== undefined && { MessageDeduplicationId: deduplicationId }),
  };
}

/** Where a queue is. */
export type QueuePlace = { readonly url: string; readonly region: string };

/** The place of the queue that an ARN names. */
export function queuePlace(arn: string): QueuePlace {
  const parsed: Arn | undefined = parseArn(arn);
  if (parsed === undefined) throw new Error(`${arn} is no ARN.`);
  const { region, account, resource } = parsed;
  return { url: `https://sqs.${region}.amazonaws.com/${account}/${resource}`, region };
}
