import { type DirectMessage } from "../mobile/payload.ts";

/** Longer texts are sent in parts, up to this many characters. https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html */
const MAX_TEXT_CHARACTERS = 1600;

/** What a phone shows of a message. */
export const smsTextFor = ({ message, messages }: Pick<DirectMessage, "message" | "messages">): string =>
  messages?.["sms"] ?? message;

export const isSmsText = (text: string): boolean => text.length <= MAX_TEXT_CHARACTERS;
