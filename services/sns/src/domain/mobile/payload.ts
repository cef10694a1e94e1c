import type { Publication } from "../messages/publication.ts";

/** A message that goes to one endpoint or phone number, through a topic or without one. */
export type DirectMessage = Omit<Publication, "topic">;

/** What a push service is handed of a message: its own text of a structured one. */
export const payloadFor = (
  platform: string,
  { message, messages }: Pick<DirectMessage, "message" | "messages">,
): string => (messages !== undefined && Object.hasOwn(messages, platform) ? (messages[platform] ?? message) : message);
