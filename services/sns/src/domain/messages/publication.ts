import type { Place } from "@skylab/aws";

/** One attribute of a message. */
export type MessageAttribute = {
  /** `String`, `String.Array`, `Number` or `Binary`, with what the client put behind a dot. */
  readonly type: string;
  /** Text; bytes of the type Binary in Base64. */
  readonly value: string;
};

/** A message as it was published: what waits for the fan-out, and is delivered. It is JSON all through. */
export type Publication = {
  /** A UUID: the MessageId. */
  readonly id: string;
  /** Where it was published: a topic. What is published to an endpoint or a phone number has none. */
  readonly topic: { readonly place: Place; readonly name: string; readonly id: string };
  /** Milliseconds since the epoch. */
  readonly publishedAt: number;
  readonly subject?: string;
  /** What everybody gets, or, where it is structured, who has no text of their own: `default`. */
  readonly message: string;
  /** The texts of a message whose MessageStructure is `json`, by protocol. */
  readonly messages?: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  /** FIFO topics; a standard topic's hands it on to fair queues. */
  readonly groupId?: string;
  readonly deduplicationId?: string;
  readonly sequenceNumber?: string;
  /** It comes out of the topic's archive. */
  readonly replayed?: true;
  /** X-Ray's. */
  readonly traceHeader?: string;
};

/** What its texts take, about: to weigh how much is on its way at a time. */
export function charactersOf({ message, messages = {}, attributes }: Publication): number {
  let characters = message.length;
  for (const text of Object.values(messages)) characters += text.length;
  for (const { value } of Object.values(attributes)) characters += value.length;
  return characters;
}

/** The text that goes to a protocol. */
export const textFor = ({ message, messages }: Publication, protocol: string): string =>
  messages?.[protocol] ?? message;
