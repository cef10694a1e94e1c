import { FOREIGN_TYPES, FUNCTION_KEYWORDS, KEYWORDS, OPERATOR_KEYWORDS, TYPE_NAMES } from "./keywords.ts";
import { notWellFormed, type Position } from "./statement-errors.ts";
import type { StatementReader } from "./statement-reader.ts";
import type { Comparator, ExpressionNode } from "./syntax.ts";

// OR binds loosest, then AND, NOT, equality, order, sums, and signs.

/** @throws AwsError `ValidationException` in AWS's words */
export function readExpression(reader: StatementReader): ExpressionNode {
  let left = conjunction(reader);
  for (;;) {
    const { position } = reader;
    if (!reader.accept("OR")) return left;
    left = { type: "or", operands: [left, right(reader, conjunction)], position };
  }
}

type Read = (reader: StatementReader) => ExpressionNode;

/** What stands to the right of an operator. */
function right(reader: StatementReader, read: Read): ExpressionNode {
  if (reader.at("end")) throw notWellFormed("Missing right-hand side expression of infix operator");
  return read(reader);
}

function conjunction(reader: StatementReader): ExpressionNode {
  let left = negation(reader);
  for (;;) {
    const { position } = reader;
    if (!reader.accept("AND")) return left;
    left = { type: "and", operands: [left, right(reader, negation)], position };
  }
}

function negation(reader: StatementReader): ExpressionNode {
  const positions: Position[] = [];
  for (let { position } = reader; reader.accept("NOT"); { position } = reader) positions.push(position);
  const operand = equality(reader);
  return positions.reduceRight<ExpressionNode>((node, position) => ({ type: "not", operand: node, position }), operand);
}

const EQUALITIES: readonly Comparator[] = ["=", "<>"];
const ORDERS: readonly Comparator[] = ["<", "<=", ">", ">="];

function equality(reader: StatementReader): ExpressionNode {
  let left = comparison(reader);
  for (;;) {
    const { position } = reader;
    const operator = EQUALITIES.find((symbol) => reader.accept(symbol));
    if (operator !== undefined) {
      left = { type: "compare", operator, operands: [left, right(reader, comparison)], position };
    } else if (reader.accept("IN")) left = membership(reader, left, position);
    else if (reader.accept("NOT", "IN")) {
      left = { type: "not", operand: membership(reader, left, position), position };
    } else if (reader.accept("IS")) left = typeTest(reader, left, position);
    else return left;
  }
}

const membership = (reader: StatementReader, operand: ExpressionNode, position: Position): ExpressionNode => ({
  type: "in",
  operand,
  candidates: right(reader, comparison),
  position,
});

function typeTest(reader: StatementReader, operand: ExpressionNode, position: Position): ExpressionNode {
  const isNegated = reader.accept("NOT");
  const word = reader.take().text.toUpperCase();
  if (!Object.hasOwn(TYPE_NAMES, word) && !FOREIGN_TYPES.has(word)) throw notWellFormed("Expected type name");
  if (word === "DOUBLE") reader.expect("PRECISION", "Expected type name");
  if (word === "CHARACTER") reader.accept("VARYING");
  const node: ExpressionNode = { type: "is", operand, typeName: word, position };
  return isNegated ? { type: "not", operand: node, position } : node;
}

function comparison(reader: StatementReader): ExpressionNode {
  let left = sum(reader);
  for (;;) {
    const { position } = reader;
    const operator = ORDERS.find((symbol) => reader.accept(symbol));
    if (operator !== undefined) left = { type: "compare", operator, operands: [left, right(reader, sum)], position };
    else if (reader.accept("BETWEEN")) left = range(reader, left, position);
    else if (reader.accept("NOT", "BETWEEN")) left = { type: "not", operand: range(reader, left, position), position };
    else return left;
  }
}

function range(reader: StatementReader, operand: ExpressionNode, position: Position): ExpressionNode {
  const low = right(reader, sum);
  reader.expect("AND", "Expected AND after BETWEEN");
  return { type: "between", operands: [operand, low, right(reader, sum)], position };
}

const ARITHMETIC = ["+", "-", "||", "*", "/", "%"];

function sum(reader: StatementReader): ExpressionNode {
  let left = signed(reader);
  for (;;) {
    const { position } = reader;
    const operator = ARITHMETIC.find((symbol) => reader.accept(symbol));
    if (operator === undefined) return left;
    left = { type: "arithmetic", operator, operands: [left, right(reader, signed)], position };
  }
}

/** Signs are those of a number alone. */
function signed(reader: StatementReader): ExpressionNode {
  if (!reader.at("-") && !reader.at("+")) return term(reader);
  const { position } = reader;
  let isNegative = false;
  while (reader.at("-") || reader.at("+")) isNegative = reader.take().is === "-" ? !isNegative : isNegative;
  const { text } = reader.expect("number", "Unexpected operator");
  return { type: "scalar", value: { N: isNegative ? `-${text}` : text }, position };
}

function term(reader: StatementReader): ExpressionNode {
  const { is, text, position } = reader.next;
  if (is === "name") return reader.at("name", "(") ? call(reader) : reader.path();
  if (FUNCTION_KEYWORDS.has(is) && reader.at(is, "(")) return call(reader);
  const read = TERMS[is];
  if (read === undefined) throw unexpected(is);
  reader.take();
  return read(reader, position, text);
}

function unexpected(is: string): Error {
  if (OPERATOR_KEYWORDS.has(is) || ARITHMETIC.includes(is)) return notWellFormed("Unexpected operator");
  if ([...EQUALITIES, ...ORDERS].some((symbol) => symbol === is)) return notWellFormed("Unexpected operator");
  return notWellFormed(KEYWORDS.has(is) ? "Unexpected keyword" : "Unexpected term");
}

type ReadTerm = (reader: StatementReader, position: Position, text: string) => ExpressionNode;

/** By the token with which they begin, which was read. */
const TERMS: Readonly<Record<string, ReadTerm>> = {
  string: (_, position, text) => ({ type: "scalar", value: { S: text }, position }),
  number: (_, position, text) => ({ type: "scalar", value: { N: text }, position }),
  TRUE: (_, position) => ({ type: "scalar", value: { BOOL: true }, position }),
  FALSE: (_, position) => ({ type: "scalar", value: { BOOL: false }, position }),
  NULL: (_, position) => ({ type: "scalar", value: { NULL: true }, position }),
  MISSING: (_, position) => ({ type: "missing", position }),
  "?": (reader, position) => ({ type: "parameter", index: reader.parameters++, position }),
  "(": (reader, position) => {
    const elements = reader.enclosed(")", "RIGHT_PAREN", () => some(reader, readExpression));
    const [only, second] = elements;
    return only !== undefined && second === undefined ? only : { type: "list", elements, position };
  },
  "[": (reader, position) => ({
    type: "list",
    elements: reader.enclosed("]", "RIGHT_BRACKET", () => (reader.at("]") ? [] : some(reader, readExpression))),
    position,
  }),
  "<<": (reader, position) => ({
    type: "bag",
    elements: reader.enclosed(">>", "RIGHT_DOUBLE_ANGLE_BRACKET", () =>
      reader.at(">>") ? [] : some(reader, readExpression),
    ),
    position,
  }),
  "{": (reader, position) => ({
    type: "struct",
    members: reader.enclosed("}", "RIGHT_CURLY", () => (reader.at("}") ? [] : some(reader, member))),
    position,
  }),
};

function member(reader: StatementReader): readonly [ExpressionNode, ExpressionNode] {
  const key = readExpression(reader);
  reader.expect(":", "Expected COLON");
  return [key, readExpression(reader)];
}

function call(reader: StatementReader): ExpressionNode {
  const { text, position } = reader.take();
  reader.take();
  const operands = reader.enclosed(")", "RIGHT_PAREN", () => (reader.at(")") ? [] : some(reader, readExpression)));
  return { type: "call", name: text.toLowerCase(), operands, position };
}

/** One or more, between commas. */
export function some<Node>(reader: StatementReader, read: (reader: StatementReader) => Node): Node[] {
  const nodes = [read(reader)];
  while (reader.accept(",")) nodes.push(read(reader));
  return nodes;
}
