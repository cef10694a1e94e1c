import type { Call } from "@skylab/service";
import { sendText } from "./destinations/sms.ts";
import type { MessageContent } from "./domain/messages/read-message.ts";
import { checkSmsMessageAttributes } from "./domain/sms/message-attributes.ts";
import { checkPublishNumber } from "./domain/sms/phone-number.ts";
import type { Published } from "./publish-to-topic.ts";
import type { SnsStore } from "./store/store.ts";

/**
 * Sends a message straight to a phone. Whether it arrives its sender is not told: who is opted out, or not verified in the
 * sandbox, gets nothing.
 * @throws AwsError InvalidParameter
 */
export async function publishToPhone(
  { PhoneNumber: number, content }: { readonly PhoneNumber: string; readonly content: MessageContent },
  { clock, ids, place }: Call,
  store: SnsStore,
): Promise<Published> {
  checkPublishNumber(number);
  checkSmsMessageAttributes(content.attributes);
  const message = { id: ids.uuid(), publishedAt: clock.now(), ...content };
  await sendText({ place, number, message }, store);
  return { MessageId: message.id };
}
