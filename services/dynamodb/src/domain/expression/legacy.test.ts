import { describe, expect, test } from "vitest";
import type { AttributeValue, Item } from "../item/attribute-value.ts";
import { validationError } from "../errors.ts";
import { compileExpected, compileLegacyFilter, type Expectation } from "./legacy-condition.ts";
import { compileKeyConditions } from "./legacy-key-conditions.ts";
import { compileAttributeUpdates, type AttributeUpdate } from "./legacy-update.ts";
import { compileAttributesToGet } from "./projection.ts";

const ITEM: Item = {
  s: { S: "hello" },
  n: { N: "5" },
  ns: { NS: ["2", "4"] },
  l: { L: [{ N: "2" }] },
  m: { M: { a: { SS: ["x", "y"] } } },
  null: { NULL: true },
};

const compare = (name: string, operator: string, ...values: readonly AttributeValue[]): boolean =>
  compileLegacyFilter({ [name]: { ComparisonOperator: operator, AttributeValueList: values } }).holds(ITEM);

describe("a legacy condition compares as AWS does", () => {
  test.each<[string, string, readonly AttributeValue[], boolean]>([
    ["s", "EQ", [{ S: "hello" }], true],
    ["s", "EQ", [{ N: "5" }], false],
    ["m", "EQ", [{ M: { a: { SS: ["y", "x"] } } }], true],
    ["n", "NE", [{ N: "5" }], false],
    ["n", "NE", [{ S: "5" }], true],
    ["missing", "NE", [{ S: "5" }], true],
    ["n", "LE", [{ N: "5" }], true],
    ["n", "LT", [{ N: "5" }], false],
    ["n", "GE", [{ N: "5" }], true],
    ["n", "GT", [{ N: "10" }], false],
    ["n", "LT", [{ S: "9" }], false],
    ["missing", "LT", [{ S: "9" }], false],
    ["null", "NOT_NULL", [], true],
    ["missing", "NOT_NULL", [], false],
    ["null", "NULL", [], false],
    ["missing", "NULL", [], true],
    ["s", "CONTAINS", [{ S: "ell" }], true],
    ["ns", "CONTAINS", [{ N: "4" }], true],
    ["l", "CONTAINS", [{ N: "2" }], true],
    ["s", "NOT_CONTAINS", [{ S: "ell" }], false],
    ["s", "NOT_CONTAINS", [{ N: "1" }], true],
    ["missing", "NOT_CONTAINS", [{ N: "1" }], false],
    ["s", "BEGINS_WITH", [{ S: "hell" }], true],
    ["n", "BEGINS_WITH", [{ S: "5" }], false],
    ["n", "IN", [{ N: "1" }, { N: "5" }], true],
    ["ns", "IN", [{ N: "2" }], false],
    ["n", "BETWEEN", [{ N: "5" }, { N: "6" }], true],
    ["missing", "BETWEEN", [{ N: "5" }, { N: "6" }], false],
  ])("%s %s %j is %s", (...[name, operator, values, expected]) => {
    expect(compare(name, operator, ...values)).toBe(expected);
  });

  test("all must hold, or one with OR", () => {
    const filter = { s: { ComparisonOperator: "NULL" }, n: { ComparisonOperator: "NOT_NULL" } };
    expect(compileLegacyFilter(filter).holds(ITEM)).toBe(false);
    expect(compileLegacyFilter(filter, "AND").holds(ITEM)).toBe(false);
    expect(compileLegacyFilter(filter, "OR").holds(ITEM)).toBe(true);
    expect(compileExpected({}).holds(undefined)).toBe(true);
  });

  test("a value or its absence can be expected", () => {
    expect(compileExpected({ s: { Value: { S: "hello" } } }).holds(ITEM)).toBe(true);
    expect(compileExpected({ s: { Exists: true, Value: { S: "other" } } }).holds(ITEM)).toBe(false);
    expect(compileExpected({ s: { Exists: false } }).holds(ITEM)).toBe(false);
    expect(compileExpected({ s: { Exists: false } }).holds(undefined)).toBe(true);
    expect(compileExpected({ n: { ComparisonOperator: "GT", Value: { N: "4" } } }).holds(ITEM)).toBe(true);
  });
});

const WRONG = "One or more parameter values were invalid: ";

describe("a legacy condition with an error is refused in AWS's words", () => {
  test.each<[Expectation, string]>([
    [
      { ComparisonOperator: "EQ", Value: { S: "a" }, AttributeValueList: [] },
      `${WRONG}Value and AttributeValueList cannot be used together for Attribute: a`,
    ],
    [
      { ComparisonOperator: "EQ", Exists: true, Value: { S: "a" } },
      `${WRONG}Exists and ComparisonOperator cannot be used together for Attribute: a`,
    ],
    [
      { ComparisonOperator: "EQ" },
      `${WRONG}Value or AttributeValueList must be used with ComparisonOperator: EQ for Attribute: a`,
    ],
    [
      { AttributeValueList: [] },
      `${WRONG}AttributeValueList can only be used with a ComparisonOperator for Attribute: a`,
    ],
    [{}, `${WRONG}Value must be provided when Exists is null for Attribute: a`],
    [{ Exists: true }, `${WRONG}Value must be provided when Exists is true for Attribute: a`],
    [{ Exists: false, Value: { S: "a" } }, `${WRONG}Value cannot be used when Exists is false for Attribute: a`],
    [
      { ComparisonOperator: "EQ", AttributeValueList: [{ S: "a" }, { S: "b" }] },
      `${WRONG}Invalid number of argument(s) for the EQ ComparisonOperator`,
    ],
    [
      { ComparisonOperator: "NULL", AttributeValueList: [{ S: "a" }] },
      `${WRONG}Invalid number of argument(s) for the NULL ComparisonOperator`,
    ],
    [
      { ComparisonOperator: "IN", AttributeValueList: [] },
      `${WRONG}Invalid number of argument(s) for the IN ComparisonOperator`,
    ],
    [
      { ComparisonOperator: "IN", AttributeValueList: [{ S: "a" }, { N: "1" }] },
      `${WRONG}AttributeValues inside AttributeValueList must be of same type`,
    ],
    [
      { ComparisonOperator: "LT", AttributeValueList: [{ BOOL: true }] },
      `${WRONG}ComparisonOperator LT is not valid for BOOL AttributeValue type`,
    ],
    [
      { ComparisonOperator: "CONTAINS", AttributeValueList: [{ L: [] }] },
      `${WRONG}ComparisonOperator CONTAINS is not valid for L AttributeValue type`,
    ],
    [
      { ComparisonOperator: "BEGINS_WITH", AttributeValueList: [{ N: "1" }] },
      `${WRONG}ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type`,
    ],
    [
      { ComparisonOperator: "BETWEEN", AttributeValueList: [{ N: "10" }, { N: "9" }] },
      "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound",
    ],
  ])("%j", (expectation, message) => {
    expect(() => compileExpected({ a: expectation })).toThrow(validationError(message));
  });
});

describe("attribute updates do to an item what AWS does", () => {
  const KEY: Item = { pk: { S: "1" } };
  const update = (updates: Record<string, AttributeUpdate>, before: Item | undefined): Item | undefined =>
    compileAttributeUpdates(updates).apply(before, KEY);

  test.each<[Record<string, AttributeUpdate>, Item, Item]>([
    [{ a: { Value: { S: "x" } } }, {}, { a: { S: "x" } }],
    [{ a: { Action: "PUT", Value: { S: "x" } } }, { a: { N: "1" } }, { a: { S: "x" } }],
    [{ a: { Action: "DELETE" } }, { a: { N: "1" }, b: { N: "2" } }, { b: { N: "2" } }],
    [{ a: { Action: "DELETE", Value: { SS: ["x"] } } }, { a: { SS: ["x", "y"] } }, { a: { SS: ["y"] } }],
    [{ a: { Action: "DELETE", Value: { SS: ["x"] } } }, { a: { SS: ["x"] } }, {}],
    [{ a: { Action: "ADD", Value: { N: "-1" } } }, { a: { N: "10" } }, { a: { N: "9" } }],
    [{ a: { Action: "ADD", Value: { N: "1" } } }, {}, { a: { N: "1" } }],
    [{ a: { Action: "ADD", Value: { NS: ["2"] } } }, { a: { NS: ["10"] } }, { a: { NS: ["2", "10"] } }],
    [
      { a: { Action: "ADD", Value: { L: [{ N: "2" }] } } },
      { a: { L: [{ N: "1" }] } },
      { a: { L: [{ N: "1" }, { N: "2" }] } },
    ],
    [{ "a.b[0]": { Value: { S: "x" } } }, {}, { "a.b[0]": { S: "x" } }],
  ])("%j", (updates, before, after) => {
    expect(update(updates, { ...KEY, ...before })).toEqual({ ...KEY, ...after });
  });

  test("no updates make an item of a key, and deletions alone do not", () => {
    expect(update({}, undefined)).toEqual(KEY);
    expect(update({ a: { Action: "DELETE" } }, undefined)).toBeUndefined();
    expect(compileAttributeUpdates({}).updated(KEY)).toBeUndefined();
  });

  test.each<[AttributeUpdate, string]>([
    [{ Action: "PUT" }, `${WRONG}Only DELETE action is allowed when no attribute value is specified`],
    [{}, `${WRONG}Only DELETE action is allowed when no attribute value is specified`],
    [{ Action: "DELETE", Value: { N: "1" } }, `${WRONG}DELETE action with value is not supported for the type N`],
    [{ Action: "ADD", Value: { BOOL: true } }, `${WRONG}ADD action is not supported for the type BOOL`],
    [{ Action: "ADD", Value: { N: "1" } }, "Type mismatch for attribute to update"],
    [{ Action: "ADD", Value: { L: [] } }, "Type mismatch for attribute to update"],
    [{ Action: "DELETE", Value: { SS: ["x"] } }, "Type mismatch for attribute to update"],
  ])("%j is refused", (attributeUpdate, message) => {
    expect(() => update({ a: attributeUpdate }, { ...KEY, a: { S: "x" } })).toThrow(validationError(message));
  });
});

describe("key conditions", () => {
  const KEY = [
    { name: "p", type: "S", kind: "HASH" },
    { name: "c", type: "N", kind: "RANGE" },
  ] as const;
  const equal = { ComparisonOperator: "EQ", AttributeValueList: [{ S: "x" }] };

  test("tell the value of the hash and the bounds of the range", () => {
    const between = { ComparisonOperator: "BETWEEN", AttributeValueList: [{ N: "1" }, { N: "2" }] };
    expect(compileKeyConditions({ c: between, p: equal })(KEY)).toEqual({
      hash: [{ S: "x" }],
      range: [{ name: "c", operator: "BETWEEN", values: [{ N: "1" }, { N: "2" }] }],
    });
  });

  const ask = (conditions: Parameters<typeof compileKeyConditions>[0]) => () => compileKeyConditions(conditions)(KEY);

  test("that no key can answer are refused in AWS's words", () => {
    expect(ask({})).toThrow("Conditions can be of length 1 or 2 only");
    expect(ask({ p: { ...equal, ComparisonOperator: "NE" } })).toThrow(
      "Attempted conditional constraint is not an indexable operation",
    );
    expect(ask({ p: { ...equal, ComparisonOperator: "LT" } })).toThrow("Query key condition not supported");
    expect(ask({ p: { ComparisonOperator: "EQ" } })).toThrow(
      "Invalid number of argument(s) for the EQ ComparisonOperator",
    );
    expect(ask({ c: equal })).toThrow("Query condition missed key schema element: p");
    expect(ask({ p: equal, x: equal })).toThrow("Query condition missed key schema element: c");
    expect(ask({ p: equal, c: equal })).toThrow("Condition parameter type does not match schema type");
    expect(ask({ p: equal, c: equal, x: equal })).toThrow("The number of query conditions (3) exceeds");
  });
});

test("attributes to get are whole attributes, each once", () => {
  expect(compileAttributesToGet(["s", "missing", "m"]).project(ITEM)).toEqual({ s: { S: "hello" }, m: ITEM["m"] });
  expect(() => compileAttributesToGet(["a", "b", "a"])).toThrow(`${WRONG}Duplicate value in attribute name: a`);
});
