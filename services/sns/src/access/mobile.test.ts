import { testCall } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { useSns } from "../testing/use-sns.ts";
import { mobileAccess } from "./mobile.ts";

const test = useSns();

const APPLICATION = "arn:aws:sns:us-east-1:123456789012:app/GCM/shop";
const ENDPOINT = "arn:aws:sns:us-east-1:123456789012:endpoint/GCM/shop/e1097da7-0f72-32e1-bb1e-8df05ad14443";
const INPUT = {
  PlatformApplicationArn: APPLICATION,
  EndpointArn: ENDPOINT,
  Name: "shop",
  Platform: "GCM",
  Attributes: {},
  attributes: {},
  Token: "A",
  phoneNumber: "+15551234567",
  PhoneNumber: "+15551234567",
  OneTimePassword: "123456",
};

/** As AWS's refusals name them. */
const RESOURCES = {
  CreatePlatformApplication: "arn:aws:sns:us-east-1:123456789012:app/",
  CreatePlatformEndpoint: APPLICATION,
  DeletePlatformApplication: APPLICATION,
  GetPlatformApplicationAttributes: APPLICATION,
  ListEndpointsByPlatformApplication: APPLICATION,
  SetPlatformApplicationAttributes: APPLICATION,
  DeleteEndpoint: APPLICATION,
  GetEndpointAttributes: APPLICATION,
  SetEndpointAttributes: APPLICATION,
};

it("IAM decides about the application, or about all of the account in the region", async () => {
  const call = testCall({ as: { account: "123456789012" } });
  for (const [name, rule] of Object.entries(mobileAccess)) {
    if (!("on" in rule)) throw new Error(`${name} is free.`);
    // as: the input of all of them at once.
    const target = await rule.on(INPUT as never, call, test().store);
    const resource = Object.entries(RESOURCES).find(([known]) => known === name)?.[1];
    expect([name, rule.action, target.resource]).toEqual([
      name,
      `sns:${name}`,
      resource ?? "arn:aws:sns:us-east-1:123456789012:*",
    ]);
  }
});

it("what is no endpoint's ARN is left to the operation to refuse", async () => {
  const rule = mobileAccess.GetEndpointAttributes;
  if (!("on" in rule)) throw new Error("It is free.");
  expect(await rule.on({ EndpointArn: "endpoint" }, testCall(), test().store)).toEqual({ resource: "endpoint" });
});
