import { selectError } from "../errors.ts";
import { isDatePart, isExtractPart, parseTimestamp } from "../timestamps.ts";
import type { Cursor } from "./cursor.ts";
import { parseSteps } from "./parse-path.ts";
import { type AggregateName, type Branch, type CastType, type Expression, MISSING } from "./syntax.ts";

/** Reads what is inside of parentheses and arguments. */
type ParseInner = (cursor: Cursor) => Expression;

/** Reads a literal, a name with what is behind it, a call, or an expression in parentheses. */
export function parsePrimary(cursor: Cursor, parseInner: ParseInner): Expression {
  if (cursor.takeSymbol("(")) {
    const inner = parseInner(cursor);
    cursor.expectSymbol(")", "ParseExpectedTokenType");
    return inner;
  }
  return parseLiteral(cursor) ?? parseKeyword(cursor, parseInner) ?? parsePath(cursor);
}

function parseLiteral(cursor: Cursor): Expression | undefined {
  const token = cursor.peek();
  if (token.kind === "string") return take(cursor, token.text);
  if (token.kind === "number") return take(cursor, token.value);
  if (token.kind === "ion") return take(cursor, readIon(token.text));
  if (token.kind !== "word") return undefined;
  switch (token.upper) {
    case "NULL":
      return take(cursor, null);
    case "MISSING":
      return take(cursor, MISSING);
    case "TRUE":
    case "FALSE":
      return take(cursor, token.upper === "TRUE");
    default:
      return undefined;
  }
}

type Literal = (Expression & { kind: "literal" })["value"];

function take(cursor: Cursor, value: Literal): Expression {
  cursor.next();
  return { kind: "literal", value };
}

function readIon(text: string): Literal {
  const timestamp = parseTimestamp(text);
  if (timestamp !== undefined) return timestamp;
  const number = Number(text);
  if (text.trim() === "" || Number.isNaN(number)) throw selectError("LexerInvalidIONLiteral");
  return number;
}

function parseKeyword(cursor: Cursor, parseInner: ParseInner): Expression | undefined {
  const token = cursor.peek();
  if (token.kind !== "word") return undefined;
  if (token.upper === "CASE") return parseCase(cursor, parseInner);
  if (!cursor.isSymbol("(", 1)) {
    if (token.upper === "CAST") throw selectError("ParseExpectedLeftParenAfterCast");
    return undefined;
  }
  cursor.next();
  cursor.next();
  cursor.countOperator();
  const call = parseCall(cursor, token.upper, parseInner);
  cursor.expectSymbol(")", "ParseExpectedRightParenBuiltinFunctionCall");
  return call;
}

const AGGREGATES: readonly AggregateName[] = ["COUNT", "SUM", "AVG", "MIN", "MAX"];

/** What is between the parentheses of a call. */
function parseCall(cursor: Cursor, name: string, parseInner: ParseInner): Expression {
  const aggregate = AGGREGATES.find((known) => known === name);
  if (aggregate !== undefined) return parseAggregate(cursor, aggregate, parseInner);
  switch (name) {
    case "CAST":
      return parseCast(cursor, parseInner);
    case "SUBSTRING":
      return { kind: "call", name, args: parseSubstring(cursor, parseInner) };
    case "TRIM":
      return { kind: "call", name, args: parseTrim(cursor, parseInner) };
    case "EXTRACT":
      return { kind: "call", name, args: parseExtract(cursor, parseInner) };
    case "DATE_ADD":
    case "DATE_DIFF":
      return { kind: "call", name, args: [parsePart(cursor), ...parseArguments(cursor, parseInner)] };
    default:
      if (cursor.isSymbol("*")) throw selectError("ParseUnsupportedCallWithStar");
      return { kind: "call", name, args: cursor.isSymbol(")") ? [] : parseArguments(cursor, parseInner) };
  }
}

function parseArguments(cursor: Cursor, parseInner: ParseInner): readonly Expression[] {
  const args: Expression[] = [];
  do args.push(parseInner(cursor));
  while (cursor.takeSymbol(","));
  return args;
}

function parseAggregate(cursor: Cursor, name: AggregateName, parseInner: ParseInner): Expression {
  if (cursor.takeSymbol("*")) {
    if (name !== "COUNT") throw selectError("ParseUnsupportedCallWithStar");
    return { kind: "aggregate", name, operand: undefined };
  }
  if (cursor.isWord("DISTINCT")) throw selectError("UnsupportedSqlStructure");
  cursor.takeWord("ALL");
  const [operand, ...more] = parseArguments(cursor, parseInner);
  if (more.length > 0) throw selectError("ParseNonUnaryAgregateFunctionCall");
  return { kind: "aggregate", name, operand };
}

const TYPES: ReadonlyMap<string, CastType> = new Map([
  ["INT", "INT"],
  ["INTEGER", "INT"],
  ["BIGINT", "INT"],
  ["FLOAT", "FLOAT"],
  ["DOUBLE", "FLOAT"],
  ["REAL", "FLOAT"],
  ["DECIMAL", "DECIMAL"],
  ["NUMERIC", "DECIMAL"],
  ["STRING", "STRING"],
  ["VARCHAR", "STRING"],
  ["CHAR", "STRING"],
  ["BOOL", "BOOL"],
  ["BOOLEAN", "BOOL"],
  ["TIMESTAMP", "TIMESTAMP"],
]);

function parseCast(cursor: Cursor, parseInner: ParseInner): Expression {
  const operand = parseInner(cursor);
  cursor.expectWord("AS", "ParseExpectedKeyword");
  const token = cursor.next();
  const type = token.kind === "word" ? TYPES.get(token.upper) : undefined;
  if (type === undefined) throw selectError("ParseExpectedTypeName");
  // The precision of a DECIMAL(10, 2), which results do not have.
  if (cursor.takeSymbol("(")) skipPrecision(cursor);
  return { kind: "cast", operand, type };
}

function skipPrecision(cursor: Cursor): void {
  do {
    if (cursor.next().kind !== "number") throw selectError("ParseExpectedNumber");
  } while (cursor.takeSymbol(","));
  cursor.expectSymbol(")", "ParseExpectedTokenType");
}

/** `SUBSTRING(text FROM 2 FOR 3)`, or with commas. */
function parseSubstring(cursor: Cursor, parseInner: ParseInner): readonly Expression[] {
  const text = parseInner(cursor);
  if (!cursor.takeWord("FROM")) {
    cursor.expectSymbol(",", "ParseExpectedArgumentDelimiter");
    return [text, ...parseArguments(cursor, parseInner)];
  }
  const from = parseInner(cursor);
  return cursor.takeWord("FOR") ? [text, from, parseInner(cursor)] : [text, from];
}

/** `TRIM(LEADING 'x' FROM text)`: the text, where, and what is taken off. */
function parseTrim(cursor: Cursor, parseInner: ParseInner): readonly Expression[] {
  const where = (["LEADING", "TRAILING", "BOTH"] as const).find((word) => cursor.takeWord(word));
  const side: Expression = { kind: "literal", value: where ?? "BOTH" };
  if (cursor.takeWord("FROM")) return [parseInner(cursor), side];
  const first = parseInner(cursor);
  return cursor.takeWord("FROM") ? [parseInner(cursor), side, first] : [first, side];
}

function parseExtract(cursor: Cursor, parseInner: ParseInner): readonly Expression[] {
  const token = cursor.next();
  if (token.kind !== "word" || !isExtractPart(token.upper)) throw selectError("ParseExpectedDatePart");
  cursor.expectWord("FROM", "ParseExpectedKeyword");
  return [{ kind: "literal", value: token.upper }, parseInner(cursor)];
}

function parsePart(cursor: Cursor): Expression {
  const token = cursor.next();
  if (token.kind !== "word" || !isDatePart(token.upper)) throw selectError("ParseExpectedDatePart");
  cursor.expectSymbol(",", "ParseExpectedArgumentDelimiter");
  return { kind: "literal", value: token.upper };
}

/** `CASE WHEN condition THEN result … END`, or `CASE operand WHEN value …`. */
function parseCase(cursor: Cursor, parseInner: ParseInner): Expression {
  cursor.next();
  cursor.countOperator();
  const operand = cursor.isWord("WHEN") ? undefined : parseInner(cursor);
  const branches: Branch[] = [];
  while (cursor.takeWord("WHEN")) {
    cursor.countOperator();
    const value = parseInner(cursor);
    const when: Expression =
      operand === undefined ? value : { kind: "binary", operator: "=", left: operand, right: value };
    cursor.expectWord("THEN", "ParseExpectedKeyword");
    branches.push({ when, result: parseInner(cursor) });
  }
  if (branches.length === 0) throw selectError("ParseExpectedKeyword");
  const otherwise = cursor.takeWord("ELSE") ? parseInner(cursor) : undefined;
  cursor.expectWord("END", "ParseExpectedKeyword");
  return { kind: "case", branches, otherwise };
}

function parsePath(cursor: Cursor): Expression {
  const root = cursor.takeName();
  if (root === undefined) {
    const { kind } = cursor.peek();
    if (kind === "end") throw selectError("ParseExpectedExpression");
    throw selectError(kind === "word" ? "ParseUnexpectedKeyword" : "ParseUnexpectedToken");
  }
  return { kind: "path", root, steps: parseSteps(cursor) };
}
