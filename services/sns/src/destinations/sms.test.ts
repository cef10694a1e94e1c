import { refusal, testCall } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import type { Delivery, Outcome } from "../domain/delivery/delivery.ts";
import type { DirectMessage } from "../domain/mobile/payload.ts";
import { publishToPhone } from "../publish-to-phone.ts";
import type { SentMessage } from "../store/sent-messages.ts";
import { newAccount } from "../testing/new-account.ts";
import { useSns } from "../testing/use-sns.ts";
import { smsDestination } from "./sms.ts";

const test = useSns();

const NUMBER = "+15551234567";

type Place = { readonly account: string; readonly region: string };

const newPlace = (): Place => ({
  account: newAccount(),
  region: "us-east-1",
});

const deliveryIn = (place: Place, endpoint = NUMBER, message: Partial<DirectMessage> = {}): Delivery => ({
  content: {
    type: "Notification",
    publication: {
      id: "4a5f1e0e-0000-4000-8000-000000000000",
      topic: { place, name: "news", id: "t" },
      publishedAt: 0,
      message: "to all",
      attributes: {},
      ...message,
    },
  },
  topic: { place, name: "news", signatureVersion: "1" },
  subscriber: { id: "b6f5", owner: place.account, protocol: "sms", endpoint, raw: false },
});

const deliver = (delivery: Delivery): Promise<Outcome> => smsDestination(test().store).deliver(delivery);

const sentIn = (place: Place): Promise<readonly SentMessage[]> => test().store.smsMessages.list(place);

const publish = (
  { account }: Place,
  PhoneNumber = NUMBER,
  attributes: DirectMessage["attributes"] = {},
): Promise<unknown> =>
  publishToPhone(
    { PhoneNumber, content: { message: "hello", attributes } },
    testCall({ as: { account } }),
    test().store,
  );

const failure = (message: string): Outcome => ({ delivered: false, retry: false, code: "SmsDeliveryFailed", message });

describe("a phone that is subscribed", () => {
  it("shows its text of a structured message", async () => {
    const place = newPlace();
    const messages = { default: "to all", sms: "to phones" };
    expect(await deliver(deliveryIn(place, "+1555-123.4567", { messages }))).toEqual({ delivered: true });
    expect(await sentIn(place)).toEqual([
      {
        to: "+1555-123.4567",
        id: "4a5f1e0e-0000-4000-8000-000000000000",
        text: "to phones",
        isStructured: true,
        attributes: {},
        topicArn: `arn:aws:sns:us-east-1:${place.account}:news`,
        subscriptionArn: `arn:aws:sns:us-east-1:${place.account}:news:b6f5`,
      },
    ]);
  });

  it("shows nothing where it is opted out, however its number is written", async () => {
    const place = newPlace();
    await test().store.sms.optOut(place, NUMBER);
    expect(await deliver(deliveryIn(place, "1555-123.4567"))).toEqual(failure("Phone number is opted out"));
    expect(await sentIn(place)).toEqual([]);
    await test().store.sms.optIn(place, NUMBER);
    expect(await deliver(deliveryIn(place))).toEqual({ delivered: true });
  });

  it("shows nothing in the sandbox until it is verified", async () => {
    const place = newPlace();
    const { sms } = test().store;
    await sms.putInSandbox(place, true);
    await sms.changeSandboxNumber(place, NUMBER, () => ({ status: "Pending", code: "123456" }));
    expect(await deliver(deliveryIn(place))).toEqual(failure("Destination phone number not verified"));
    await sms.changeSandboxNumber(place, NUMBER, () => ({ status: "Verified", code: "123456" }));
    expect(await deliver(deliveryIn(place))).toEqual({ delivered: true });
    expect(await sentIn(place)).toHaveLength(1);
  });

  it("shows nothing of a text that is longer than 1,600 characters", async () => {
    const place = newPlace();
    expect(await deliver(deliveryIn(place, NUMBER, { message: "x".repeat(1600) }))).toEqual({ delivered: true });
    expect(await deliver(deliveryIn(place, NUMBER, { message: "x".repeat(1601) }))).toEqual(
      failure("Message body is invalid"),
    );
  });
});

describe("a phone that is published to", () => {
  it("shows the message", async () => {
    const place = newPlace();
    const attributes = { "AWS.SNS.SMS.SMSType": { type: "String", value: "Transactional" } };
    const { MessageId } = (await publish(place, NUMBER, attributes)) as { MessageId: string }; // as: it is that, or the test fails below.
    expect(await sentIn(place)).toEqual([
      { to: NUMBER, id: MessageId, text: "hello", isStructured: false, attributes },
    ]);
  });

  it("shows nothing where it is opted out, of which its sender is not told", async () => {
    const place = newPlace();
    await test().store.sms.optOut(place, NUMBER);
    expect(await publish(place)).toEqual({ MessageId: expect.any(String) });
    expect(await sentIn(place)).toEqual([]);
  });

  it("is refused in AWS's words where its number is none", async () => {
    expect(await refusal(publish(newPlace(), "+1a234"))).toBe(
      "InvalidParameter: Invalid parameter: PhoneNumber Reason: +1a234 is not valid to publish to",
    );
  });

  it("is refused where the message says something unknown of how it is texted", async () => {
    const attributes = { "AWS.SNS.SMS.SMSType": { type: "String", value: "Urgent" } };
    expect(await refusal(publish(newPlace(), NUMBER, attributes))).toMatch(/AWS\.SNS\.SMS\.SMSType Reason: Urgent/);
  });
});
