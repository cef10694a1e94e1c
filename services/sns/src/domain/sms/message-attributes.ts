import { invalidParameter } from "../errors.ts";
import type { MessageAttribute } from "../messages/publication.ts";

/** https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html */
const MAX_SENDER_ID_LENGTH = 11;

/** 1 to 11 letters and digits, one letter at least. */
export const isSenderId = (text: string): boolean =>
  text.length <= MAX_SENDER_ID_LENGTH && /^[A-Za-z\d]+$/.test(text) && /[A-Za-z]/.test(text);

export const isSmsType = (text: string): boolean => text === "Promotional" || text === "Transactional";

/** What a message may say of how it is texted. The name tells nothing of `AWS.MM.SMS.…`, whose values are as they are. */
const CHECKS: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ["AWS.SNS.SMS.SenderID", isSenderId],
  ["AWS.SNS.SMS.SMSType", isSmsType],
  ["AWS.SNS.SMS.MaxPrice", (value) => /^\d+(?:\.\d+)?$/.test(value)],
]);

/**
 * Whether the attributes of a message that goes to a phone number say how in a way that is known.
 * @throws AwsError InvalidParameter in words that nobody recorded from AWS
 */
export function checkSmsMessageAttributes(attributes: Readonly<Record<string, MessageAttribute>>): void {
  for (const [name, isGood] of CHECKS) {
    const attribute = attributes[name];
    if (attribute !== undefined && !isGood(attribute.value))
      throw invalidParameter(`${name} Reason: ${attribute.value} is not valid`);
  }
}
