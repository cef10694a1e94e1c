import type { Place } from "@skylab/aws";
import { DELIVERED, type Destination, type Outcome } from "../domain/delivery/delivery.ts";
import type { DirectMessage } from "../domain/mobile/payload.ts";
import { isSmsText, smsTextFor } from "../domain/sms/message-text.ts";
import { canonicalNumber } from "../domain/sms/phone-number.ts";
import type { SnsStore } from "../store/store.ts";
import { originOf, type Origin } from "./origin.ts";

type Parts = Pick<SnsStore, "sms" | "smsMessages">;

/** Phones: what they would show is recorded, and nothing goes to any carrier. */
export const smsDestination = (store: Parts): Destination => ({
  deliver: async (delivery) => {
    const { content, subscriber, topic } = delivery;
    // Nobody asks a phone whether it wants to be subscribed.
    if (content.type !== "Notification") return DELIVERED;
    const text = { place: topic.place, number: subscriber.endpoint, message: content.publication };
    return sendText({ ...text, origin: originOf(delivery) }, store);
  },
});

/** A message on its way to a phone. */
export type Text = {
  /** Of whom it is sent: their sandbox counts, and who wants nothing from them. */
  readonly place: Place;
  readonly number: string;
  readonly message: DirectMessage;
  readonly origin?: Origin;
};

/** Sends a text, or tells why not. */
export async function sendText({ place, number, message, origin = {} }: Text, store: Parts): Promise<Outcome> {
  const text = smsTextFor(message);
  const reason = await reasonAgainst(text, { place, number }, store);
  // AWS's codes for it nobody recorded: in its logs there is the reason alone.
  if (reason !== undefined) return { delivered: false, retry: false, code: "SmsDeliveryFailed", message: reason };
  await store.smsMessages.record(place, {
    to: number,
    id: message.id,
    text,
    isStructured: message.messages !== undefined,
    ...(message.subject !== undefined && { subject: message.subject }),
    attributes: message.attributes,
    ...origin,
  });
  return DELIVERED;
}

/** In the words of AWS's logs. https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html#sns-viewing-sms-delivery-failures */
async function reasonAgainst(
  text: string,
  { place, number }: Pick<Text, "place" | "number">,
  { sms }: Pick<Parts, "sms">,
): Promise<string | undefined> {
  const canonical = canonicalNumber(number);
  if (!isSmsText(text)) return "Message body is invalid";
  if (await sms.isOptedOut(place, canonical)) return "Phone number is opted out";
  if (!(await sms.isInSandbox(place))) return undefined;
  const known = await sms.findSandboxNumber(place, canonical);
  return known?.status === "Verified" ? undefined : "Destination phone number not verified";
}
