import { selectError } from "../errors.ts";
import type { Cursor } from "./cursor.ts";
import { parsePrimary } from "./parse-primary.ts";
import type { Expression, Operator } from "./syntax.ts";

/** Reads an expression, as far as it goes. */
export const parseExpression = (cursor: Cursor): Expression => cursor.nested(() => parseOr(cursor));

type Parse = (cursor: Cursor) => Expression;

/** Operators of one rank, from the left: `a - b - c`. */
const leftToRight =
  (operators: readonly Operator[], operand: Parse): Parse =>
  (cursor) => {
    let left = operand(cursor);
    for (;;) {
      const operator = operators.find((known) => cursor.takeSymbol(known) || cursor.takeWord(known));
      if (operator === undefined) return left;
      cursor.countOperator();
      left = { kind: "binary", operator, left, right: operand(cursor) };
    }
  };

const parseUnary: Parse = (cursor) => {
  const operator = (["-", "+"] as const).find((known) => cursor.takeSymbol(known));
  if (operator === undefined) return parsePrimary(cursor, parseExpression);
  cursor.countOperator();
  return { kind: "unary", operator, operand: cursor.nested(() => parseUnary(cursor)) };
};

const parseFactor = leftToRight(["*", "/", "%"], parseUnary);
const parseSum = leftToRight(["+", "-"], parseFactor);
const parseConcatenation = leftToRight(["||"], parseSum);

const COMPARISONS: readonly (readonly [string, Operator])[] = [
  ["=", "="],
  ["<>", "<>"],
  ["!=", "<>"],
  ["<=", "<="],
  [">=", ">="],
  ["<", "<"],
  [">", ">"],
];

const parseComparison: Parse = (cursor) => {
  let left = parseConcatenation(cursor);
  for (;;) {
    const compared = parseComparedTo(cursor, left);
    if (compared === undefined) return left;
    left = compared;
  }
};

/** What stands behind an operand that compares it; `undefined`: nothing. */
function parseComparedTo(cursor: Cursor, operand: Expression): Expression | undefined {
  const comparison = COMPARISONS.find(([symbol]) => cursor.takeSymbol(symbol));
  if (comparison !== undefined) {
    cursor.countOperator();
    return { kind: "binary", operator: comparison[1], left: operand, right: parseConcatenation(cursor) };
  }
  if (cursor.takeWord("IS")) return parseIs(cursor, operand);
  const isNot = cursor.isWord("NOT") && PREDICATES.some((word) => cursor.isWord(word, 1));
  if (isNot) cursor.next();
  const predicate = parsePredicate(cursor, operand);
  return isNot && predicate ? { kind: "unary", operator: "NOT", operand: predicate } : predicate;
}

const PREDICATES = ["BETWEEN", "IN", "LIKE"];

function parsePredicate(cursor: Cursor, operand: Expression): Expression | undefined {
  if (!PREDICATES.some((word) => cursor.isWord(word))) return undefined;
  cursor.countOperator();
  if (cursor.takeWord("BETWEEN")) {
    const low = parseConcatenation(cursor);
    cursor.expectWord("AND", "ParseExpectedKeyword");
    return { kind: "between", operand, low, high: parseConcatenation(cursor) };
  }
  if (cursor.takeWord("LIKE")) {
    const pattern = parseConcatenation(cursor);
    const escape = cursor.takeWord("ESCAPE") ? parseConcatenation(cursor) : undefined;
    return { kind: "like", operand, pattern, escape };
  }
  cursor.next();
  return { kind: "in", operand, items: parseItems(cursor) };
}

function parseItems(cursor: Cursor): readonly Expression[] {
  const [open, close] = cursor.isSymbol("[") ? ["[", "]"] : ["(", ")"];
  cursor.expectSymbol(open, "ParseExpectedTokenType");
  const items: Expression[] = [];
  do items.push(parseExpression(cursor));
  while (cursor.takeSymbol(","));
  cursor.expectSymbol(close, "ParseExpectedTokenType");
  return items;
}

function parseIs(cursor: Cursor, operand: Expression): Expression {
  cursor.countOperator();
  const isNot = cursor.takeWord("NOT");
  const what = (["NULL", "MISSING", "TRUE", "FALSE"] as const).find((word) => cursor.takeWord(word));
  if (what === undefined) throw selectError("ParseExpectedKeyword");
  const test: Expression = { kind: "is", operand, what };
  return isNot ? { kind: "unary", operator: "NOT", operand: test } : test;
}

const parseNot: Parse = (cursor) => {
  if (!cursor.takeWord("NOT")) return parseComparison(cursor);
  cursor.countOperator();
  return { kind: "unary", operator: "NOT", operand: cursor.nested(() => parseNot(cursor)) };
};

const parseAnd = leftToRight(["AND"], parseNot);
const parseOr = leftToRight(["OR"], parseAnd);
