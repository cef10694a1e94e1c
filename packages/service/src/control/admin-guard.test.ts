import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { GATEWAY_HEADER, gatewayProof } from "../gateway-proof.ts";
import { adminRefusal } from "./admin-guard.ts";

/** A request as far as the guard looks at it. */
const from = (remoteAddress: string, headers: Record<string, string>): IncomingMessage =>
  // as: the guard reads nothing else of a request, and a peer that is not this machine cannot be had in a test.
  ({ socket: { remoteAddress }, headers: { host: "localhost:4566", ...headers } }) as unknown as IncomingMessage;

const rules = { token: "s3cret", hostname: "aws.test" };

it.each([
  ["127.0.0.1", {}],
  ["::1", { host: "[::1]:4566" }],
  ["::ffff:127.0.0.1", { host: "aws.test:4566" }],
  ["127.0.0.1", { "sec-fetch-site": "none" }],
  ["10.0.0.7", { host: "skylab:4566", authorization: "Bearer s3cret" }],
])("%s with %o may administer", (address, headers) => {
  expect(adminRefusal(from(address, headers), rules)).toBeUndefined();
});

it.each([
  ["10.0.0.7", {}],
  ["10.0.0.7", { authorization: "Bearer secret" }],
  ["10.0.0.7", { "x-skylab-token": "" }],
  ["127.0.0.1", { host: "evil.test" }],
  ["127.0.0.1", { host: "" }],
  ["127.0.0.1", { origin: "null" }],
  ["127.0.0.1", { origin: "http://localhost:4566" }],
  ["127.0.0.1", { "sec-fetch-site": "same-origin" }],
  ["127.0.0.1", { origin: "http://localhost" }],
])("%s with %o may not administer", (address, headers) => {
  expect(adminRefusal(from(address, headers), rules)).toMatch(/^Admin endpoints /);
});

describe("what comes through the gateway", () => {
  const gateway = gatewayProof("secret");
  const through = (value: string): string | undefined =>
    adminRefusal(from("172.18.0.3", { [GATEWAY_HEADER]: value }), { ...rules, gateway });

  it("may administer where the gateway has judged it", () => {
    expect(through(gateway.writeForAdmin("10.0.0.7"))).toBeUndefined();
  });

  it("may not where the gateway has only forwarded it", () => {
    expect(through(gateway.write("127.0.0.1"))).toBeDefined();
  });

  it("must prove it", () => {
    expect(through(gatewayProof("another").writeForAdmin("10.0.0.7"))).toBeDefined();
    expect(through("10.0.0.7")).toBeDefined();
  });
});

it("without a token in the settings, no token opens", () => {
  const request = from("10.0.0.7", { authorization: "Bearer undefined" });
  expect(adminRefusal(request, { token: undefined, hostname: undefined })).toBeDefined();
});
