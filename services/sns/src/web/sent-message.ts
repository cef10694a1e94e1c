import type { MessageAttribute } from "../domain/messages/publication.ts";
import type { SentMessage } from "../store/sent-messages.ts";

/** A message in LocalStack's form. */
export type MessageDescription = (message: SentMessage) => object;

/** What a device would have got. */
export const describePush: MessageDescription = (message) => ({
  TargetArn: message.to,
  TopicArn: message.topicArn ?? null,
  Message: shownText(message),
  MessageAttributes: shownAttributes(message.attributes),
  MessageStructure: structureOf(message),
  Subject: message.subject ?? null,
  MessageId: message.id,
});

/** What a phone would have got. */
export const describeText: MessageDescription = (message) => ({
  PhoneNumber: message.to,
  TopicArn: message.topicArn ?? null,
  SubscriptionArn: message.subscriptionArn ?? null,
  MessageId: message.id,
  Message: shownText(message),
  MessageAttributes: shownAttributes(message.attributes),
  MessageStructure: structureOf(message),
  Subject: message.subject ?? null,
});

/** What a mailbox would have got. */
export const describeEmail: MessageDescription = ({ to, id, subject, text, topicArn, subscriptionArn }) => ({
  EmailAddress: to,
  TopicArn: topicArn,
  SubscriptionArn: subscriptionArn,
  MessageId: id,
  Subject: subject,
  Body: text,
});

/** LocalStack writes one text of a structured message as JSON, in quotes. */
const shownText = ({ isStructured, text }: SentMessage): string => (isStructured ? JSON.stringify(text) : text);

const structureOf = ({ isStructured }: SentMessage): string | null => (isStructured ? "json" : null);

const shownAttributes = (attributes: Readonly<Record<string, MessageAttribute>>): object =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { type, value }]) => [
      name,
      { DataType: type, [type.startsWith("Binary") ? "BinaryValue" : "StringValue"]: value },
    ]),
  );
