import { describe, expect, it } from "vitest";
import { signCall, verifyCall } from "./signature.ts";

const call = { path: "/_skylab/call/sqs/SendMessage", body: Buffer.from("input") };
const as = {
  principal: { name: "sns.amazonaws.com", sourceArn: "arn:aws:sns:us-east-1:111122223333:orders" },
  place: { account: "111122223333", region: "us-east-1" },
};
const NOW = 1_800_000_000_000;
const signed = signCall(call, as, { secret: "secret", now: NOW });

describe("the signature of a call from service to service", () => {
  it("proves who calls, on whose behalf, and where", () => {
    expect(verifyCall(call.path, signed, { secret: "secret", now: NOW })).toMatchObject({ as });
    const plain = { ...as, principal: { name: "events.amazonaws.com", sourceArn: undefined } };
    const headers = signCall(call, plain, { secret: "secret", now: NOW });
    expect(verifyCall(call.path, headers, { secret: "secret", now: NOW })).toMatchObject({ as: plain });
  });

  it("proves the body that it came with, and no other one", () => {
    const proof = verifyCall(call.path, signed, { secret: "secret", now: NOW });
    expect(proof?.isBody(Buffer.from("input"))).toBe(true);
    expect(proof?.isBody(Buffer.from("inputs"))).toBe(false);
  });

  it.each<[string, Partial<typeof call>, Record<string, string>]>([
    ["another operation", { path: "/_skylab/call/sqs/DeleteQueue" }, {}],
    ["another body's hash", {}, { "x-skylab-body-sha256": "0".repeat(64) }],
    ["another principal", {}, { "x-skylab-principal": "s3.amazonaws.com" }],
    ["another source", {}, { "x-skylab-source-arn": "arn:aws:sns:us-east-1:111122223333:invoices" }],
    ["another account", {}, { "x-skylab-account": "444455556666" }],
    ["another region", {}, { "x-skylab-region": "eu-west-1" }],
    ["another time", {}, { "x-skylab-time": String(NOW + 1) }],
    ["a time that is none", {}, { "x-skylab-time": "now" }],
    ["a signature that is none", {}, { "x-skylab-signature": "" }],
  ])("does not prove %s", (_what, changedCall, changedHeaders) => {
    const headers = { ...signed, ...changedHeaders };
    expect(verifyCall({ ...call, ...changedCall }.path, headers, { secret: "secret", now: NOW })).toBeUndefined();
  });

  it("proves nothing to who has another secret", () => {
    expect(verifyCall(call.path, signed, { secret: "secrets", now: NOW })).toBeUndefined();
  });

  it.each([-30_001, 30_001])("counts for thirty seconds, not %i ms from then", (offset) => {
    expect(verifyCall(call.path, signed, { secret: "secret", now: NOW + offset })).toBeUndefined();
    const near = NOW + offset - Math.sign(offset);
    expect(verifyCall(call.path, signed, { secret: "secret", now: near })).toMatchObject({ as });
  });

  it("is not made of parts that could be cut otherwise", () => {
    const moved = { ...signed, "x-skylab-account": "", "x-skylab-region": "111122223333us-east-1" };
    expect(verifyCall(call.path, moved, { secret: "secret", now: NOW })).toBeUndefined();
  });
});
