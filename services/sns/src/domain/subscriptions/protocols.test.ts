import { describe, expect, it } from "vitest";
import { hearsOfItsEnd, needsConfirmation } from "./protocols.ts";
import type { Subscription } from "./subscription.ts";

const [OWN, OTHER] = ["111122223333", "444455556666"];

describe("an endpoint is confirmed", () => {
  it.each([
    ["sqs", `arn:aws:sqs:us-east-1:${OWN}:orders`, false],
    ["sqs", `arn:aws:sqs:us-east-1:${OTHER}:orders`, true],
    ["lambda", `arn:aws:lambda:us-east-1:${OTHER}:function:f`, true],
    ["firehose", `arn:aws:firehose:us-east-1:${OWN}:deliverystream/d`, false],
    ["sms", "+15551234567", false],
    ["application", `arn:aws:sns:us-east-1:${OTHER}:endpoint/GCM/a/b`, false],
    ["https", "https://example.com", true],
    ["email-json", "me@example.com", true],
  ] as const)("by %s %s: %s", (protocol, endpoint, isConfirmed) => {
    expect(needsConfirmation(protocol, endpoint, OWN)).toBe(isConfirmed);
  });
});

describe("an endpoint hears that its subscription is over", () => {
  const subscriptionBy = (protocol: Subscription["protocol"]): Subscription => ({
    id: "a",
    owner: OWN,
    protocol,
    endpoint: "x",
    principal: "x",
    confirmationWasAuthenticated: true,
    attributes: {},
  });
  it.each([
    ["http", OWN, true],
    ["https", "", true],
    ["email", OWN, false],
    ["email", OTHER, true],
    ["sqs", "", true],
    ["sqs", OWN, false],
    ["sms", OTHER, false],
  ] as const)("by %s, ended by '%s': %s", (protocol, endedBy, hears) => {
    expect(hearsOfItsEnd(subscriptionBy(protocol), endedBy)).toBe(hears);
  });
});
