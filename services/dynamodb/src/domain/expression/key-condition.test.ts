import { describe, expect, test } from "vitest";
import type { Item } from "../item/attribute-value.ts";
import { validationError } from "../errors.ts";
import { compileKeyCondition } from "./key-condition.ts";
import type { AskedAttribute, KeyCondition } from "./asked-key.ts";
import { Placeholders } from "./placeholders.ts";

const VALUES: Item = {
  ":s": { S: "s" },
  ":t": { S: "t" },
  ":n": { N: "1" },
  ":m": { N: "2" },
  ":bool": { BOOL: true },
  ":empty": { S: "" },
};

const attribute = (name: string, type: AskedAttribute["type"], kind: AskedAttribute["kind"]): AskedAttribute => ({
  name,
  type,
  kind,
});
const HASH = [attribute("p", "S", "HASH")];
const RANGE = [...HASH, attribute("c", "N", "RANGE")];
const STRING_RANGE = [...HASH, attribute("c", "S", "RANGE")];
const MANY = [
  attribute("h", "S", "HASH"),
  attribute("i", "N", "HASH"),
  attribute("a", "S", "RANGE"),
  attribute("b", "N", "RANGE"),
  attribute("d", "S", "RANGE"),
];

const read = (text: string, key: readonly AskedAttribute[] = RANGE): KeyCondition =>
  compileKeyCondition(text, new Placeholders({ values: VALUES }))(key);

describe("a key condition tells the value of the hash and the bounds of the range", () => {
  test.each<[string, KeyCondition["range"]]>([
    ["p = :s", []],
    ["p=:s AND c=:n", [{ name: "c", operator: "=", values: [{ N: "1" }] }]],
    ["c < :n and p = :s", [{ name: "c", operator: "<", values: [{ N: "1" }] }]],
    [":s = p AND :n < c", [{ name: "c", operator: ">", values: [{ N: "1" }] }]],
    ["p = :s AND :n <= c", [{ name: "c", operator: ">=", values: [{ N: "1" }] }]],
    ["p = :s AND :n > c", [{ name: "c", operator: "<", values: [{ N: "1" }] }]],
    ["((p = :s) AND (c >= :n))", [{ name: "c", operator: ">=", values: [{ N: "1" }] }]],
    ["p = :s AND c BETWEEN :n AND :m", [{ name: "c", operator: "BETWEEN", values: [{ N: "1" }, { N: "2" }] }]],
  ])("%s", (text, range) => {
    expect(read(text)).toEqual({ hash: [{ S: "s" }], range });
  });

  test("a prefix of a string, and names behind placeholders", () => {
    const placeholders = new Placeholders({ names: { "#p": "p" }, values: VALUES });
    expect(compileKeyCondition("#p = :s AND begins_with(c, :t)", placeholders)(STRING_RANGE)).toEqual({
      hash: [{ S: "s" }],
      range: [{ name: "c", operator: "begins_with", values: [{ S: "t" }] }],
    });
  });

  test("a key of several attributes is asked for from left to right", () => {
    const equal = { name: "a", operator: "=", values: [{ S: "t" }] };
    expect(read("i = :n AND h = :s", MANY)).toEqual({ hash: [{ S: "s" }, { N: "1" }], range: [] });
    expect(read("b > :m AND h = :s AND a = :t AND i = :n", MANY)).toEqual({
      hash: [{ S: "s" }, { N: "1" }],
      range: [equal, { name: "b", operator: ">", values: [{ N: "2" }] }],
    });
    expect(read("h = :s AND i = :n AND a = :t AND b = :n AND begins_with(d, :t)", MANY).range).toHaveLength(3);
  });
});

const skipped = (open: string, asked: string): string =>
  `RANGE key attributes ${open} must have equality conditions specified in the query ` +
  `because a condition is present on key attribute ${asked}`;
const SCHEMA = "One or more parameter values were invalid: Condition parameter type does not match schema type";
const operand = (operator: string, type: string): string =>
  "Invalid KeyConditionExpression: Incorrect operand type for operator or function; " +
  `operator or function: ${operator}, operand type: ${type}`;

describe("a key condition that no key can answer is refused in AWS's words", () => {
  test.each<[string, readonly AskedAttribute[], string]>([
    ["", RANGE, "Invalid KeyConditionExpression: The expression can not be empty;"],
    ["p=:s AND c!=:n", RANGE, 'Invalid KeyConditionExpression: Syntax error; token: "!", near: "c!="'],
    ["((c=:n) AND ((p=:s)))", RANGE, "Invalid KeyConditionExpression: The expression has redundant parentheses;"],
    ["p = :s AND dog(c, :n)", RANGE, "Invalid KeyConditionExpression: Invalid function name; function: dog"],
    ["p = :s OR c = :n", RANGE, "Invalid operator used in KeyConditionExpression: OR"],
    ["NOT c = :n AND p = :s", RANGE, "Invalid operator used in KeyConditionExpression: NOT"],
    ["p = :s AND c IN (:n)", RANGE, "Invalid operator used in KeyConditionExpression: IN"],
    ["p = :s AND c <> :n", RANGE, "Invalid operator used in KeyConditionExpression: <>"],
    ["p = :s AND attribute_exists(c)", RANGE, "Invalid operator used in KeyConditionExpression: attribute_exists"],
    [
      "p = :s AND size(c) = :n",
      RANGE,
      "Invalid KeyConditionExpression: KeyConditionExpressions cannot contain nested operations",
    ],
    [
      "p = :s AND :n BETWEEN c AND :m",
      RANGE,
      "Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute as its first operand",
    ],
    [
      "begins_with(:s, p)",
      RANGE,
      "Invalid condition in KeyConditionExpression: begins_with operator must have the key attribute as its first operand",
    ],
    ["p = c", RANGE, "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition"],
    ["a > b AND size(b) > c OR a > c", RANGE, "Invalid operator used in KeyConditionExpression: OR"],
    ["contains(a.d, b)", RANGE, "Invalid operator used in KeyConditionExpression: contains"],
    [
      ":s BETWEEN size(b) AND size(a) AND b > :s",
      RANGE,
      "Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute as its first operand",
    ],
    [
      "a BETWEEN b AND size(a)",
      RANGE,
      "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition",
    ],
    [
      "a > size(b.d)",
      RANGE,
      "Invalid KeyConditionExpression: KeyConditionExpressions cannot contain nested operations",
    ],
    ["b > a.b", RANGE, "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition"],
    [
      "b.d > a AND c.d > e.f",
      RANGE,
      "Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on nested attributes",
    ],
    [":n > b AND :n < :m", RANGE, "Invalid condition in KeyConditionExpression: No key attribute specified"],
    [":s = :t", RANGE, "Invalid condition in KeyConditionExpression: No key attribute specified"],
    [
      "p = :s AND c.x = :n",
      RANGE,
      "Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on nested attributes",
    ],
    [
      "p = :s AND c > :n AND c < :m",
      RANGE,
      "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key",
    ],
    [
      "p = :s AND c > :n AND extra = :m",
      RANGE,
      "The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)",
    ],
    [
      "p = :s AND extra = :m",
      HASH,
      "The number of query conditions (2) exceeds the number of key attributes defined in the schema (1)",
    ],
    ["c = :n", RANGE, "Query condition missed key schema element: p"],
    ["another = :s", HASH, "Query condition missed key schema element: p"],
    ["p = :s AND another = :n", RANGE, "Query condition missed key schema element: c"],
    ["p < :s", RANGE, "Query key condition not supported"],
    ["begins_with(p, :s)", RANGE, "Query key condition not supported"],
    ["p = :n", RANGE, SCHEMA],
    ["p = :s AND c = :s", RANGE, SCHEMA],
    ["p = :s AND c = :bool", RANGE, SCHEMA],
    ["p = :s AND begins_with(c, :s)", RANGE, SCHEMA],
    ["p = :s AND begins_with(c, :n)", RANGE, operand("begins_with", "N")],
    ["p = :s AND :bool >= c", RANGE, operand(">=", "BOOL")],
    [
      "p = :empty",
      RANGE,
      "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: p",
    ],
    ["h = :s", MANY, "Query condition missed key schema element: i"],
    ["h = :s AND i > :n", MANY, "Query key condition not supported"],
    ["h = :s AND i = :n AND b = :n", MANY, skipped("a", "b")],
    ["h = :s AND i = :n AND a = :s AND d = :s", MANY, skipped("b", "d")],
    ["h = :s AND i = :n AND a > :s AND b = :n", MANY, skipped("a", "b")],
    ["h = :s AND i = :n AND d = :s", MANY, skipped("a, b", "d")],
  ])("%s", (text, key, message) => {
    expect(() => read(text, key)).toThrow(validationError(message));
  });

  test("what is wrong with the text is told without a key", () => {
    expect(() =>
      compileKeyCondition("p = :missing AND begins_with(c, :n)", new Placeholders({ values: VALUES })),
    ).toThrow(":missing");
    expect(() =>
      compileKeyCondition("begins_with(c, :n) AND p = :missing", new Placeholders({ values: VALUES })),
    ).toThrow("begins_with");
  });
});
