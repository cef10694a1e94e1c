import { expect, test } from "vitest";
import { canonicalRequest } from "./canonical-request.ts";
import { EMPTY_SHA256 } from "./signing.ts";

test.each([
  ["content-length", "0", "5"],
  ["expect", "100-continue", "something else"],
])("a signed %s that a proxy dropped was %s", (name, dropped, other) => {
  const form = { family: "json", signedHeaders: [name], payloadHash: EMPTY_SHA256 } as const;
  const canonicalOf = (headers: Record<string, string>): string =>
    canonicalRequest({ method: "GET", path: "/", query: "", headers }, form);
  expect(canonicalOf({})).toBe(canonicalOf({ [name]: dropped }));
  expect(canonicalOf({})).not.toBe(canonicalOf({ [name]: other }));
});

test("any other signed header that is absent was empty", () => {
  const form = { family: "json", signedHeaders: ["x-amz-odd"], payloadHash: EMPTY_SHA256 } as const;
  const request = { method: "GET", path: "/", query: "", headers: {} };
  expect(canonicalRequest(request, form)).toContain("\nx-amz-odd:\n");
});
