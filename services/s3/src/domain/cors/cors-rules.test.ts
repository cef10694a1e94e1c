import { describe, expect, it } from "vitest";
import { corsHeaders, matchingRule, readPageRequest } from "./cors-rules.ts";

const PAGE = { origin: "https://app.example.com", method: "GET", headers: [] };
const RULE = { AllowedOrigins: ["https://app.example.com"], AllowedMethods: ["GET", "PUT"] };

describe("a page may do", () => {
  it("what the first rule that matches its origin and method allows", () => {
    const other = { ...RULE, AllowedMethods: ["DELETE"] };
    expect(matchingRule([other, RULE, { ...RULE, ID: "later" }], PAGE)).toBe(RULE);
    expect(matchingRule([RULE], { ...PAGE, method: "POST" })).toBeUndefined();
    expect(matchingRule([RULE], { ...PAGE, origin: "http://app.example.com" })).toBeUndefined();
  });

  it.each([
    ["https://*.example.com", true],
    ["https://app.*", true],
    ["*", true],
    ["https://app.example.com*", true],
    ["*.example.org", false],
    ["https://app.example.com*com", false],
  ])("by a wildcard in the origin: %s", (origin, allowed) => {
    expect(matchingRule([{ ...RULE, AllowedOrigins: [origin] }], PAGE) !== undefined).toBe(allowed);
  });

  it.each([
    [["x-amz-*"], ["x-amz-meta-a", "x-amz-acl"], true],
    [["X-AMZ-Acl"], ["x-amz-acl"], true],
    [["x-amz-acl"], ["x-amz-acl", "content-type"], false],
    [undefined, ["content-type"], false],
    [["*"], ["anything"], true],
  ])("with the headers that the rule allows: %j, asked for %j", (allowed, headers, may) => {
    const rule = { ...RULE, AllowedHeaders: allowed };
    expect(matchingRule([rule], { ...PAGE, headers }) !== undefined).toBe(may);
  });
});

it("what a page asks is read from its preflight, or from the request itself", () => {
  expect(readPageRequest("GET", {})).toBeUndefined();
  expect(readPageRequest("PUT", { origin: "o" })).toEqual({ origin: "o", method: "PUT", headers: [] });
  expect(
    readPageRequest("OPTIONS", {
      origin: "o",
      "access-control-request-method": "PUT",
      "access-control-request-headers": "X-Amz-Acl, content-type",
    }),
  ).toEqual({ origin: "o", method: "PUT", headers: ["x-amz-acl", "content-type"] });
});

it("an answer names the page's origin, and lets it send credentials, where the rule is not for all", () => {
  const headers = corsHeaders({ ...RULE, MaxAgeSeconds: 3000, ExposeHeaders: ["etag", "x-amz-id-2"] }, PAGE);
  expect(headers).toEqual({
    "access-control-allow-origin": "https://app.example.com",
    "access-control-allow-methods": "GET, PUT",
    "access-control-expose-headers": "etag, x-amz-id-2",
    "access-control-max-age": "3000",
    "access-control-allow-credentials": "true",
    vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
  });
  const all = { ...RULE, AllowedOrigins: ["*"], AllowedHeaders: ["*"] };
  expect(corsHeaders(all, { ...PAGE, headers: ["a", "b"] })).toEqual({
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, PUT",
    "access-control-allow-headers": "a, b",
    vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
  });
});

it("what no header can carry is written as in URLs", () => {
  const headers = corsHeaders({ ...RULE, ExposeHeaders: ["x-\n€"] }, PAGE);
  expect(headers).toMatchObject({ "access-control-expose-headers": "x-%0A%E2%82%AC" });
});
