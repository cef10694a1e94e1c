import { expect, test } from "vitest";
import { olderReader } from "./older-words.ts";
import { type RawValue, readItem, readValue } from "./read-item.ts";

// AWS's answers: https://github.com/paritysuite/dynamodb-conformance, captured in October 2026, and dynalite's tests.

const INVALID = "One or more parameter values were invalid: ";
const bytes = (base64: string): Uint8Array => Buffer.from(base64, "base64");

/** The message with which a value is refused. */
function refusalOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "(accepted)";
}

test.each<[RawValue, string]>([
  [{}, "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"],
  [
    { S: "a", BOOL: true },
    "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
  ],
  [{ S: "a", N: "b" }, "The parameter cannot be converted to a numeric value: b"],
  [{ M: { a: {} } }, "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"],
  [{ L: [{}] }, "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"],
  [{ NULL: false }, `${INVALID}Null attribute value types must have the value of true`],
  [{ SS: [] }, `${INVALID}An string set  may not be empty`],
  [{ NS: [] }, `${INVALID}An number set  may not be empty`],
  [{ BS: [] }, `${INVALID}Binary sets should not be empty`],
  [{ SS: ["b", "a", "b"] }, `${INVALID}Input collection ["a", "b", "b"] contains duplicates.`],
  [{ NS: ["2", "1", "2.0"] }, `${INVALID}Input collection contains duplicates.`],
  [
    { BS: [bytes("/w=="), bytes("AA=="), bytes("AA==")] },
    `${INVALID}Input collection ["AA==","/w==","AA=="]of type BS contains duplicates.`,
  ],
])("%j is refused", (value, message) => {
  expect(refusalOf(() => readValue(value))).toBe(message);
});

test.each<[RawValue, string]>([
  [{ N: "" }, "The parameter cannot be converted to a numeric value"],
  [{ SS: ["b", "a", "b"] }, `${INVALID}Input collection [b, a, b] contains duplicates.`],
  [{ NS: ["2", "1", "2"] }, "Input collection contains duplicates"],
  [
    { BS: [bytes("/w=="), bytes("AA=="), bytes("AA==")] },
    `${INVALID}Input collection [/w==, AA==, AA==]of type BS contains duplicates.`,
  ],
  [{ NULL: false }, `${INVALID}Null attribute value types must have the value of true`],
])("%j is refused in older words", (value, message) => {
  expect(refusalOf(() => olderReader.item({ a: value }))).toBe(message);
  expect(refusalOf(() => olderReader.values({ ":v": value }))).toBe(
    `ExpressionAttributeValues contains invalid value: ${message} for key :v`,
  );
});

test("numbers become normal and sets get DynamoDB's order, however deep they are", () => {
  const value: RawValue = { M: { list: { L: [{ N: "01.50" }, { S: "" }, { NS: ["10", "9.0", "-1"] }] } } };
  expect(readItem({ value, set: { SS: ["b", "", "a"] }, bytes: { BS: [bytes("/w=="), bytes("")] } })).toEqual({
    value: { M: { list: { L: [{ N: "1.5" }, { S: "" }, { NS: ["-1", "9", "10"] }] } } },
    set: { SS: ["", "a", "b"] },
    bytes: { BS: [bytes(""), bytes("/w==")] },
  });
});

test("what needs no change is not copied", () => {
  const item = { a: { M: { b: { L: [{ N: "1.5" }, { BOOL: false }] } } }, c: { B: bytes("AA==") } };
  expect(readItem(item)).toBe(item);
});

test("an item has no attribute without a name", () => {
  expect(refusalOf(() => readItem({ "": { S: "a" } }))).toBe("Empty attribute name");
});

test("values nest in thirty-two levels at most", () => {
  const nested = (levels: number): RawValue => (levels === 1 ? { S: "leaf" } : { M: { n: nested(levels - 1) } });
  expect(readItem({ a: nested(32) })).toBeDefined();
  expect(refusalOf(() => readItem({ a: nested(33) }))).toBe(
    "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit",
  );
});

test("half a surrogate pair is U+FFFD wherever text stands, and a whole one stays", () => {
  const half = JSON.parse(String.raw`"\ud83e"`) as string; // as: a JSON string
  expect(readItem({ a: { S: `x${half}` }, b: { L: [{ M: { c: { SS: [half, "\u{1F980}"] } } }] } })).toEqual({
    a: { S: "x\uFFFD" },
    b: { L: [{ M: { c: { SS: ["\uFFFD", "\u{1F980}"] } } }] },
  });
  expect(() => readItem({ a: { SS: [half, "\uFFFD"] } })).toThrow("contains duplicates");
  const whole = { S: "\u{1F980}" };
  expect(readValue(whole)).toBe(whole);
});
