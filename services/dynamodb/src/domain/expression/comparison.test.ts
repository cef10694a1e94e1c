import { describe, expect, test } from "vitest";
import type { AttributeValue } from "../item/attribute-value.ts";
import { beginsWith, contains, orderOf, sizeOf, valuesEqual } from "./comparison.ts";

const bytes = (...values: readonly number[]): AttributeValue => ({ B: Uint8Array.from(values) });

describe("values have the order that DynamoDB gives them", () => {
  // Each list rises.
  test.each<[string, readonly AttributeValue[]]>([
    [
      "numbers, by their values to the last of 38 digits",
      ["-100", "-99.5", "0", "0.00000000000000000001", "9", "10", "99999999999999999998", "99999999999999999999"].map(
        (number) => ({ N: number }),
      ),
    ],
    [
      "strings, by their UTF-8 bytes",
      ["", "A", "a", "aa", "z", "¿", "\uE000", "\uFFFD", "\u{1F600}"].map((S) => ({ S })),
    ],
    ["bytes, as unsigned", [bytes(), bytes(0), bytes(0, 1), bytes(127), bytes(128), bytes(255)]],
  ])("%s", (_what, rising) => {
    for (const [index, value] of rising.entries()) {
      expect(orderOf(value, value)).toBe(0);
      for (const greater of rising.slice(index + 1)) {
        expect(orderOf(value, greater)).toBeLessThan(0);
        expect(orderOf(greater, value)).toBeGreaterThan(0);
      }
    }
  });

  test("values of two types, and of types without an order, have none", () => {
    expect(orderOf({ N: "1" }, { S: "1" })).toBeUndefined();
    expect(orderOf({ BOOL: true }, { BOOL: true })).toBeUndefined();
    expect(orderOf({ NS: ["1"] }, { NS: ["2"] })).toBeUndefined();
  });
});

test("sets are equal in any order, also inside of documents", () => {
  expect(valuesEqual({ M: { a: { L: [{ SS: ["x", "y"] }] } } }, { M: { a: { L: [{ SS: ["y", "x"] }] } } })).toBe(true);
  expect(valuesEqual({ NS: ["1", "2"] }, { NS: ["2"] })).toBe(false);
  expect(valuesEqual({ NS: ["1"] }, { SS: ["1"] })).toBe(false);
  expect(valuesEqual({ L: [{ N: "1" }, { N: "2" }] }, { L: [{ N: "2" }, { N: "1" }] })).toBe(false);
  expect(valuesEqual({ M: { a: { N: "1" } } }, { M: { a: { N: "1" }, b: { N: "1" } } })).toBe(false);
});

test("a string has as many units as in UTF-16", () => {
  expect(sizeOf({ S: "é\u{1D11E}" })).toBe(3);
  expect(sizeOf({ N: "12" })).toBeUndefined();
});

test("an empty part is in everything of its type", () => {
  expect(contains({ S: "a" }, { S: "" })).toBe(true);
  expect(contains(bytes(1), bytes())).toBe(true);
  expect(beginsWith(bytes(1, 2), bytes())).toBe(true);
  expect(beginsWith({ S: "a" }, { S: "ab" })).toBe(false);
});
