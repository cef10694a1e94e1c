import { describe, expect, test } from "vitest";
import type { Item } from "../item/attribute-value.ts";
import { compileCondition } from "./condition.ts";
import { Placeholders, type PlaceholderInput } from "./placeholders.ts";

// Messages as AWS answers them.

const VALUES: Item = {
  ":s": { S: "a" },
  ":n": { N: "1" },
  ":m": { N: "2" },
  ":b": { B: Buffer.from("abc") },
  ":bool": { BOOL: true },
  ":l": { L: [] },
  ":null": { NULL: true },
};

function problem(text: string, { names, values = VALUES }: PlaceholderInput = {}): string {
  try {
    compileCondition(text, new Placeholders({ names, values }));
  } catch (error) {
    return error instanceof Error ? error.message : "not an error";
  }
  return "accepted";
}

const distinct = (operator: string, first: string): string =>
  "The first operand must be distinct from the remaining operands for this operator or function; " +
  `operator: ${operator}, first operand: ${first}`;
const type = (operator: string, operand: string): string =>
  `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${operand}`;
const count = (name: string, operands: number): string =>
  `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands}`;
const misused = (name: string): string =>
  `The function is not allowed to be used this way in an expression; function: ${name}`;

const refused = (expected: string): string => `Invalid ConditionExpression: ${expected}`;

describe("a condition with an error in its syntax is refused with the token and what is near it", () => {
  test.each([
    ["foo", "<EOF>", "foo"],
    ["a =", "<EOF>", "="],
    ["a = ", "<EOF>", "="],
    ["attribute_not_exists(", "<EOF>", "("],
    ["contains (a, :s", "<EOF>", ":s"],
    ["a-b", "-", "a-b"],
    [":s a", "a", ":s a"],
    ["a = :s AND __b = :s", "_", "AND __"],
    ["#", "#", "#"],
    ["a = :", ":", "= :"],
    ["a == :s", "=", "== :s"],
    ["a != :s", "!", "a !="],
    ["a AND b = :s", "AND", "a AND b"],
    ["a = :s OR b", "<EOF>", "b"],
    ["NOT a", "<EOF>", "a"],
    ["(a)", "<EOF>", ")"],
    ["(a = :s", "<EOF>", ":s"],
    ["a = :s)", ")", ":s)"],
    ["a IN ()", ")", "()"],
    ["a IN :s", ":s", "IN :s"],
    ["size()", ")", "()"],
    ["a BETWEEN :n OR :m", "OR", ":n OR :m"],
    ["a[b] = :s", "b", "[b]"],
    ["a[:n] = :s", ":n", "[:n]"],
    ["a.:s = :s", ":s", ".:s ="],
    ["a..b = :s", ".", "..b"],
    ["(a = :s) = :s", "=", ") = :s"],
    ["#articleId attribute_not_exists :s", "attribute_not_exists", "#articleId attribute_not_exists :s"],
    ["and = :s", "and", "and ="],
    ["!!! INVALID", "!", "!!"],
    ["a = \u{1F600}", "\u{1F600}", "= \u{1F600}"],
  ])("%s", (text, token, near) => {
    expect(problem(text)).toBe(refused(`Syntax error; token: "${token}", near: "${near}"`));
  });
});

describe("a condition that breaks a rule is refused in AWS's words", () => {
  test.each([
    ["", "The expression can not be empty;"],
    ["a".repeat(4097), "Expression size has exceeded the maximum allowed size;"],
    ["((a = :s))", "The expression has redundant parentheses;"],
    ["((a)) = :s", "The expression has redundant parentheses;"],
    ["a = ((:s))", "The expression has redundant parentheses;"],
    ["((a = :s)) AND", "The expression has redundant parentheses;"],
    ["(((a = :s) AND (b = :s)))", "The expression has redundant parentheses;"],
    [`${"(".repeat(2000)}a = :s${")".repeat(2000)}`, "The expression has redundant parentheses;"],
    ["whatever(a)", "Invalid function name; function: whatever"],
    ["BEGINS_WITH(a, :s)", "Invalid function name; function: BEGINS_WITH"],
    ["status = :s AND what(a)", "Invalid function name; function: what"],
    ["if_not_exists(a, :s) = :s", "The function is not allowed in a condition expression; function: if_not_exists"],
    ["list_append(a, :l) = :l", "The function is not allowed in a condition expression; function: list_append"],
    ["size(a)", misused("size")],
    ["NOT size(a)", misused("size")],
    ["attribute_exists(a) = :bool", misused("attribute_exists")],
    ["contains(begins_with(a, :s), :s)", misused("begins_with")],
    ["status = :s", "Attribute name is a reserved keyword; reserved keyword: status"],
    ["a.Name = :s", "Attribute name is a reserved keyword; reserved keyword: Name"],
    ["abort = :missing", "Attribute name is a reserved keyword; reserved keyword: abort"],
    ["#n = :s", "An expression attribute name used in the document path is not defined; attribute name: #n"],
    ["a = :missing", "An expression attribute value used in expression is not defined; attribute value: :missing"],
    ["attribute_exists(a, b)", count("attribute_exists", 2)],
    ["contains(a)", count("contains", 1)],
    ["size(a, b) = :n", count("size", 2)],
    [
      "attribute_type(a, :missing, :s)",
      "An expression attribute value used in expression is not defined; attribute value: :missing",
    ],
    ["a = a", distinct("=", "[a]")],
    ["a.b[1] <> a.b[1]", distinct("<>", "[a, b, [1]]")],
    ["contains(a, a)", distinct("contains", "[a]")],
    ["a IN (:s, a)", distinct("IN", "[a]")],
    ["a BETWEEN a AND b", distinct("BETWEEN", "[a]")],
    ["attribute_exists(:s)", "Operator or function requires a document path; operator or function: attribute_exists"],
    ["begins_with(a, :n)", type("begins_with", "N")],
    ["begins_with(size(a), :s)", type("begins_with", "N")],
    ["size(:n) = :n", type("size", "N")],
    ["size(:null) = :n", type("size", "NULL")],
    ["a < :bool", type("<", "BOOL")],
    [":l >= a", type(">=", "L")],
    ["a BETWEEN :bool AND :bool", type("BETWEEN", "BOOL")],
    ["attribute_type(a, :n)", type("attribute_type", "N")],
    ["attribute_type(a, b)", type("attribute_type", "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}")],
    [
      "attribute_type(a, :s)",
      "Invalid attribute type name found; type: a, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}",
    ],
    [
      "a BETWEEN :m AND :n",
      "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; " +
        "lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}",
    ],
    [
      "a BETWEEN :b AND :s",
      "The BETWEEN operator requires same data type for lower and upper bounds; " +
        "lower bound operand: AttributeValue: {B:YWJj}, upper bound operand: AttributeValue: {S:a}",
    ],
    [
      `a IN (${Array.from({ length: 101 }, () => ":s").join()})`,
      "The IN operator is provided with too many operands; number of operands: 101",
    ],
    [
      Array.from({ length: 151 }, () => "a=:s").join(" OR "),
      "The expression contains too many operators; operator count: 301",
    ],
    [`a${".b".repeat(32)} = :s`, "The document path has too many nesting levels; nesting levels: 33"],
    ["a[2147483648] = :s", "List index is not within the allowable range; index: [2147483648]"],
  ])("%s", (text, expected) => {
    expect(problem(text)).toBe(refused(expected));
  });

  test("the first problem in the text is told", () => {
    expect(problem("a = :missing AND begins_with(b, :n)")).toContain(":missing");
    expect(problem("begins_with(b, :n) AND a = :missing")).toContain("begins_with");
  });
});

test("what AWS accepts is accepted", () => {
  const texts = [
    "(a = :s)",
    "(attribute_exists(a)) AND ((b = :s) OR (c <> :s))",
    "(size(a)) > (:n)",
    "(a).b = :s",
    "((a).b) = :s",
    "NOT NOT NOT a = :s",
    "a=:s and b=:s oR nOt c In(:s) and d bEtween :n AND :m",
    "  a  \t=\r\n:s ",
    ":s = :s",
    "attribute_type(:s, :t)",
    "contains(:l, a)",
    `a IN (${Array.from({ length: 100 }, () => ":s").join()})`,
    Array.from({ length: 150 }, () => "a=:s").join(" OR "),
    `a${".b".repeat(31)} = :s`,
  ];
  for (const text of texts) expect(problem(text, { values: { ...VALUES, ":t": { S: "NULL" } } })).toBe("accepted");
});

const ask = (name: string, value: string): boolean =>
  compileCondition("#n = :v", new Placeholders({ names: { "#n": name }, values: { ":v": { S: value } } })).holds({
    a: { S: "one" },
    b: { S: "two" },
  });

describe("placeholders", () => {
  test("an unused name or value is refused, names first", () => {
    const placeholders = new Placeholders({ names: { "#a": "a", "#b": "b" }, values: VALUES });
    compileCondition("#a = :s", placeholders);
    expect(() => placeholders.refuseUnused()).toThrow(
      "Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}",
    );
    const values = new Placeholders({ values: { ":a": { N: "1" }, ":b": { N: "1" }, ":c": { N: "1" } } });
    compileCondition("a = :b", values);
    expect(() => values.refuseUnused()).toThrow(
      "Value provided in ExpressionAttributeValues unused in expressions: keys: {:a, :c}",
    );
  });

  test("an empty or ill-named set of them is refused", () => {
    expect(() => new Placeholders({ names: {} })).toThrow("ExpressionAttributeNames must not be empty");
    expect(() => new Placeholders({ values: {} })).toThrow("ExpressionAttributeValues must not be empty");
    expect(() => new Placeholders({ names: { a: "a" } })).toThrow(
      'ExpressionAttributeNames contains invalid key: Syntax error; key: "a"',
    );
    expect(() => new Placeholders({ values: { ":a-b": { N: "1" } } })).toThrow(
      'ExpressionAttributeValues contains invalid key: Syntax error; key: ":a-b"',
    );
  });

  test("an empty or an endless name behind one is refused", () => {
    expect(() => new Placeholders({ names: { "#a": "" } })).toThrow(
      "ExpressionAttributeNames contains invalid value: Empty attribute name for key #a",
    );
    expect(() => new Placeholders({ names: { "#a": "é".repeat(32_768) } })).toThrow(
      "Attribute name is too large, must be less than 65536 bytes",
    );
    expect(() => new Placeholders({ names: { "#a": "a".repeat(65_535) } })).not.toThrow();
  });

  test("an error names the parameter that it is in", () => {
    expect(() => compileCondition("a", new Placeholders({}), "FilterExpression")).toThrow(
      'Invalid FilterExpression: Syntax error; token: "<EOF>", near: "a"',
    );
  });

  test("one text serves requests with different placeholders", () => {
    expect([ask("a", "one"), ask("b", "one"), ask("b", "two")]).toEqual([true, false, true]);
  });
});
