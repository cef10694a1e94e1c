import { AwsError } from "@skylab/aws";
import { expect, it } from "vitest";
import { readDocument } from "./read-document.ts";

it("JSON and YAML are read alike", () => {
  const document = { info: { title: "x", version: "1.0" }, paths: { "/a": { get: { responses: { "200": {} } } } } };
  expect(readDocument(JSON.stringify(document))).toEqual(document);
  expect(readDocument(`\uFEFF${JSON.stringify(document)}`)).toEqual(document);
  const yaml = "info:\n  title: x\n  version: 1.0\npaths:\n  /a:\n    get:\n      responses:\n        200: {}\n";
  expect(readDocument(yaml)).toEqual(document);
});

it("aliases and merge keys of YAML are what they stand for", () => {
  const yaml = "base: &base { type: mock, uri: u }\none: { <<: *base, uri: v }\ntwo: *base\n";
  expect(readDocument(yaml)).toEqual({
    base: { type: "mock", uri: "u" },
    one: { type: "mock", uri: "v" },
    two: { type: "mock", uri: "u" },
  });
});

it("a name that every object has is a name like others", () => {
  const document = readDocument('{"__proto__": {"a": 1}, "constructor": "c"}');
  expect(Object.keys(document)).toEqual(["__proto__", "constructor"]);
  expect(Object.getPrototypeOf(document)).toBe(Object.prototype);
});

/** Each line has nine of the one before. */
const BOMB = Array.from({ length: 9 }, (_, at) => {
  const element = at === 0 ? "x" : `*a${at - 1}`;
  return `b${at}: &a${at} [${Array.from({ length: 9 }, () => element).join(", ")}]`;
}).join("\n");

it.each([
  ["nothing", ""],
  ["a list", "- a"],
  ["a tag that nobody knows", "a: !Ref b"],
  ["an alias of nothing", "a: *b"],
  ["aliases of aliases of aliases", BOMB],
  ["an alias of what it stands in", "a: &a [*a]"],
  ["a large part, many times", `a: &a [${"x, ".repeat(20_000)}]\nb: [${"*a, ".repeat(80)}]`],
  ["lists of lists without end", "[".repeat(100_000)],
  ["objects of objects without end", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`],
  ["questions without end", "? ".repeat(50_000)],
  ["more than AWS takes", `a: ${"x".repeat(6 * 1024 * 1024)}`],
])("%s is refused", (_what, text) => {
  expect(() => readDocument(text)).toThrow(AwsError);
});
