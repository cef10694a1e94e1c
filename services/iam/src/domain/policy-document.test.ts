import { expect, test } from "vitest";
import { encodePolicyDocument, policySize } from "./policy-document.ts";

test("a document is encoded as RFC 3986 has it", () => {
  expect(encodePolicyDocument(`{"a": "*'()!~-_.ü"}`)).toBe("%7B%22a%22%3A%20%22%2A%27%28%29%21~-_.%C3%BC%22%7D");
});

test("white space does not count for a document's size", () => {
  expect(policySize('{ "a":\n\t"b c" }')).toBe('{"a":"bc"}'.length);
});
