import { describe, expect, it } from "vitest";
import { signCall, verifyCall } from "./signature.ts";

const call = { path: "/_skylab/call/sqs/SendMessage", body: Buffer.from("input") };
const as = {
  principal: { name: "sns.amazonaws.com", sourceArn: "arn:aws:sns:us-east-1:111122223333:orders" },
  place: { account: "111122223333", region: "us-east-1" },
};
const NOW = 1_800_000_000_000;
const signed = signCall(call, as, { secret: "secret", now: NOW });

/** What a call claims, without its signature. */
function claimsOf(of: typeof call, by: typeof as, now = NOW): Record<string, string> {
  const { "x-skylab-signature": _, ...claims } = signCall(of, by, { secret: "secret", now });
  return claims;
}

describe("the signature of a call from service to service", () => {
  it("proves who calls, on whose behalf, and where", () => {
    expect(verifyCall(call.path, signed, { secret: "secret", now: NOW })).toMatchObject({ as });
    const plain = { ...as, principal: { name: "events.amazonaws.com", sourceArn: undefined } };
    const headers = signCall(call, plain, { secret: "secret", now: NOW });
    expect(verifyCall(call.path, headers, { secret: "secret", now: NOW })?.as).toEqual(plain);
    const named = { ...as, onBehalfOf: { account: "1", arn: "arn:aws:iam::1:user/Zoë", id: "Zoë", accessKeyId: "k" } };
    const forZoe = signCall(call, named, { secret: "secret", now: NOW });
    expect(verifyCall(call.path, forZoe, { secret: "secret", now: NOW })?.as).toEqual(named);
  });

  it("proves the body that it came with, and no other one", () => {
    const proof = verifyCall(call.path, signed, { secret: "secret", now: NOW });
    expect(proof?.isBody(Buffer.from("input"))).toBe(true);
    expect(proof?.isBody(Buffer.from("inputs"))).toBe(false);
  });

  it.each<[string, Partial<typeof call>, Record<string, string>]>([
    ["another operation", { path: "/_skylab/call/sqs/DeleteQueue" }, {}],
    ["another body", {}, claimsOf({ ...call, body: Buffer.from("inputs") }, as)],
    ["another principal", {}, claimsOf(call, { ...as, principal: { ...as.principal, name: "s3.amazonaws.com" } })],
    ["another account", {}, claimsOf(call, { ...as, place: { ...as.place, account: "444455556666" } })],
    ["another time", {}, claimsOf(call, as, NOW + 1)],
    ["claims that are none", {}, { "x-skylab-call": "" }],
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

  it("proves nothing where there is none", () => {
    expect(verifyCall(call.path, {}, { secret: "secret", now: NOW })).toBeUndefined();
  });
});
