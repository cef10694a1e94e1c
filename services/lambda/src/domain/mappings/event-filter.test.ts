import { expect, it } from "vitest";
import { checkFilters, eventFilter } from "./event-filter.ts";

const takes = (pattern: object, record: object): boolean =>
  eventFilter({ FilterCriteria: { Filters: [{ Pattern: JSON.stringify(pattern) }] } })(record);

// What AWS documents of each operator: https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filtering-syntax
it.each([
  { rules: ["a", "b"], yes: ["a", "b", ["c", "a"]], no: ["c", 1, null, ["c"]] },
  { rules: [null], yes: [null], no: ["", "null", 0] },
  { rules: [""], yes: [""], no: [null, " "] },
  { rules: [5, true], yes: [5, true], no: ["5", "true", 6] },
  { rules: [{ prefix: "us-" }], yes: ["us-1"], no: ["eu-us-", 1] },
  { rules: [{ suffix: ".png" }], yes: ["a.png"], no: ["a.png.gz", "a.PNG"] },
  { rules: [{ prefix: { "equals-ignore-case": "us-" } }], yes: ["US-1"], no: ["EU-1"] },
  { rules: [{ "equals-ignore-case": "alice" }], yes: ["ALICE"], no: ["ALICE "] },
  { rules: [{ numeric: ["=", 100] }], yes: [100, 1e2], no: ["100", 101] },
  { rules: [{ numeric: [">", 10, "<=", 20] }], yes: [10.5, 20], no: [10, 20.5, "15"] },
  { rules: [{ "anything-but": "a" }], yes: ["b", 1], no: ["a"] },
  { rules: [{ "anything-but": ["a", "b"] }], yes: ["c"], no: ["a", "b"] },
  { rules: [{ "anything-but": [1, 2] }], yes: [3], no: [1, 2] },
  { rules: [{ "anything-but": { prefix: "test" } }], yes: ["prod"], no: ["test-1"] },
  { rules: [{ exists: true }], yes: ["a", null, 0], no: [{ inner: "a" }] },
])("$rules", ({ rules, yes, no }) => {
  for (const value of yes)
    expect(takes({ data: { key: rules } }, { data: { key: value } }), JSON.stringify(value)).toBe(true);
  for (const value of no)
    expect(takes({ data: { key: rules } }, { data: { key: value } }), JSON.stringify(value)).toBe(false);
});

it("what must not exist takes records without it alone", () => {
  const pattern = { data: { key: [{ exists: false }] } };
  expect(takes(pattern, { data: {} })).toBe(true);
  expect(takes(pattern, {})).toBe(true);
  expect(takes(pattern, { data: { key: "a" } })).toBe(false);
});

it("what is absent is not anything but something", () => {
  expect(takes({ key: [{ "anything-but": "a" }] }, {})).toBe(false);
});

it("all keys must fit, and one alternative of $or", () => {
  const pattern = { a: ["x"], $or: [{ b: [1] }, { c: [{ prefix: "y" }] }] };
  expect(takes(pattern, { a: "x", b: 1 })).toBe(true);
  expect(takes(pattern, { a: "x", c: "yes" })).toBe(true);
  expect(takes(pattern, { a: "x" })).toBe(false);
  expect(takes(pattern, { b: 1 })).toBe(false);
});

it("keys are looked for in the objects of lists, too", () => {
  expect(takes({ items: { id: ["2"] } }, { items: [{ id: "1" }, { id: "2" }] })).toBe(true);
});

it("names that objects inherit are no keys", () => {
  for (const name of ["constructor", "__proto__", "toString"]) {
    const pattern: unknown = JSON.parse(`{"${name}":[{"exists":true}]}`);
    expect(takes(Object(pattern), {})).toBe(false);
  }
});

it("one of several filters is enough, and no filters take everything", () => {
  const filters = ['{"a":["x"]}', '{"b":["y"]}'].map((Pattern) => ({ Pattern }));
  const isWanted = eventFilter({ FilterCriteria: { Filters: filters } });
  expect([{ a: "x" }, { b: "y" }, { a: "y" }].map(isWanted)).toEqual([true, true, false]);
  expect(eventFilter({})({})).toBe(true);
});

// The first of them as AWS answered.
it.each([
  undefined,
  "simple string",
  '{"eventSource":"aws:sqs"}',
  '{"eventSource":[]}',
  '[{"eventName": ["INSERT"=123}]',
  "{}",
  '{"body":{}}',
  '["a"]',
  '{"a":[["b"]]}',
  '{"a":[{"unknown":1}]}',
  '{"a":[{"prefix":1}]}',
  '{"a":[{"prefix":"a","suffix":"b"}]}',
  '{"a":[{"exists":"true"}]}',
  '{"a":[{"numeric":[">"]}]}',
  '{"a":[{"numeric":["<",1,">",2]}]}',
  '{"a":[{"numeric":[">",2,"<",1]}]}',
  '{"a":[{"numeric":["!=",1]}]}',
  '{"a":[{"anything-but":[]}]}',
  '{"a":[{"anything-but":["a",1]}]}',
])("%s is no filter", (pattern) => {
  expect(() => checkFilters([pattern])).toThrow("Invalid filter pattern definition.");
});
