import { refusal, testCall } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import type { Delivery } from "../domain/delivery/delivery.ts";
import { CreatePlatformApplication } from "../operations/CreatePlatformApplication.ts";
import { CreatePlatformEndpoint } from "../operations/CreatePlatformEndpoint.ts";
import { DeleteEndpoint } from "../operations/DeleteEndpoint.ts";
import { SetEndpointAttributes } from "../operations/SetEndpointAttributes.ts";
import { SetPlatformApplicationAttributes } from "../operations/SetPlatformApplicationAttributes.ts";
import { publishToEndpoint } from "../publish-to-endpoint.ts";
import { newAccount } from "../testing/new-account.ts";
import { useSns } from "../testing/use-sns.ts";
import { mobileDestination } from "./mobile.ts";

const test = useSns();

type Device = {
  readonly as: { readonly account: string };
  readonly place: { readonly account: string; readonly region: string };
  readonly PlatformApplicationArn: string;
  readonly EndpointArn: string;
};

async function newDevice(): Promise<Device> {
  const as = { account: newAccount() };
  const application = { Name: "shop", Platform: "GCM", Attributes: { PlatformCredential: "key" } };
  const { PlatformApplicationArn = "" } = await test().call(CreatePlatformApplication, application, as);
  const { EndpointArn = "" } = await test().call(CreatePlatformEndpoint, { PlatformApplicationArn, Token: "A" }, as);
  return { as, place: { ...as, region: "us-east-1" }, PlatformApplicationArn, EndpointArn };
}

const MESSAGES = { default: "to all", GCM: '{"notification":{"title":"hi"}}' };

const deliveryTo = ({ place, EndpointArn }: Device, owner = place.account): Delivery => ({
  content: {
    type: "Notification",
    publication: {
      id: "4a5f1e0e-0000-4000-8000-000000000000",
      topic: { place, name: "news", id: "t" },
      publishedAt: 0,
      message: "to all",
      messages: MESSAGES,
      attributes: {},
    },
  },
  topic: { place, name: "news", signatureVersion: "1" },
  subscriber: { id: "b6f5", owner, protocol: "application", endpoint: EndpointArn, raw: false },
});

const publish = ({ as, EndpointArn }: Device, message = "hello", TargetArn = EndpointArn): Promise<unknown> =>
  publishToEndpoint({ TargetArn, content: { message, attributes: {} } }, testCall({ as }), test().store);

describe("a device that is subscribed", () => {
  it("gets its push service's text of a structured message", async () => {
    const device = await newDevice();
    expect(await mobileDestination(test().store).deliver(deliveryTo(device))).toEqual({ delivered: true });
    expect(await test().store.pushMessages.list(device.place, device.EndpointArn)).toEqual([
      {
        to: device.EndpointArn,
        id: "4a5f1e0e-0000-4000-8000-000000000000",
        text: MESSAGES.GCM,
        isStructured: true,
        attributes: {},
        topicArn: `arn:aws:sns:us-east-1:${device.place.account}:news`,
        subscriptionArn: `arn:aws:sns:us-east-1:${device.place.account}:news:b6f5`,
      },
    ]);
  });

  it("gets nothing, and is not tried again, where it is disabled, its application is, or it is gone", async () => {
    const device = await newDevice();
    const { as, EndpointArn, PlatformApplicationArn } = device;
    const deliver = (): Promise<unknown> => mobileDestination(test().store).deliver(deliveryTo(device));
    const failure = { delivered: false, retry: false };
    await test().call(SetEndpointAttributes, { EndpointArn, Attributes: { Enabled: "false" } }, as);
    expect(await deliver()).toEqual({ ...failure, code: "EndpointDisabled", message: "Endpoint is disabled" });
    const disabled = { PlatformApplicationArn, Attributes: { Enabled: "false" } };
    await test().call(SetPlatformApplicationAttributes, disabled, as);
    expect(await deliver()).toMatchObject({ ...failure, code: "PlatformApplicationDisabled" });
    await test().call(DeleteEndpoint, { EndpointArn }, as);
    expect(await deliver()).toEqual({ ...failure, code: "NotFound", message: "Endpoint does not exist" });
    expect(await test().store.pushMessages.list(device.place)).toEqual([]);
  });

  it("that nobody can be reached by is not tried again", async () => {
    const device = { ...(await newDevice()), EndpointArn: "arn:aws:sns:us-east-1:123456789012:endpoint/GCM" };
    const outcome = await mobileDestination(test().store).deliver(deliveryTo(device));
    expect(outcome).toMatchObject({ delivered: false, retry: false, code: "NotFound" });
  });

  it("gets nothing by another's subscription", async () => {
    const device = await newDevice();
    const outcome = await mobileDestination(test().store).deliver(deliveryTo(device, "999999999999"));
    expect(outcome).toMatchObject({ delivered: false, code: "NotFound" });
    expect(await test().store.pushMessages.list(device.place)).toEqual([]);
  });
});

describe("a device that is published to", () => {
  it("gets the message", async () => {
    const device = await newDevice();
    const { MessageId } = (await publish(device)) as { MessageId: string }; // as: it is that, or the test fails below.
    const [sent] = await test().store.pushMessages.list(device.place, device.EndpointArn);
    expect(sent).toMatchObject({ id: MessageId, text: "hello", isStructured: false });
  });

  it("is refused in AWS's words where it is disabled", async () => {
    const device = await newDevice();
    const { as, EndpointArn } = device;
    await test().call(SetEndpointAttributes, { EndpointArn, Attributes: { Enabled: "false" } }, as);
    expect(await refusal(publish(device))).toBe("EndpointDisabled: Endpoint is disabled");
  });

  it("is refused in AWS's words where it is not there, or another account's", async () => {
    const [device, other] = [await newDevice(), await newDevice()];
    const words =
      "InvalidParameter: Invalid parameter: TargetArn Reason: No endpoint found for the target arn specified";
    const unknown = device.EndpointArn.replace(/[^/]*$/, "e1097da7-0f72-32e1-bb1e-8df05ad14444");
    expect(await refusal(publish(device, "hello", unknown))).toBe(words);
    expect(await refusal(publish(device, "hello", other.EndpointArn))).toBe(words);
    expect(await refusal(publish(device, "hello", `${unknown}x`))).toContain(
      "TargetArn Reason: ARN specifies an invalid",
    );
  });
});
