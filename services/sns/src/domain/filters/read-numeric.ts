import type { JsonNode } from "./json/node.ts";
import { above, below, comparable, equalTo, isComparable, OUT_OF_RANGE, type Range } from "./numbers.ts";
import { columnAfter, columnAt, type Refuse } from "./refusal.ts";
import type { Rule } from "./rule.ts";

/** A token of an expression, as AWS's compiler meets one after the other; the last is the closing bracket. */
type Token = {
  readonly text: string;
  readonly column: number;
  readonly columnAfter: number;
  readonly string?: string;
  readonly number?: number;
  readonly closes?: true;
};

const RANGE_TERMS = 4;

/** Reads `["=", 5]`, `["<", 5]` and `[">", 0, "<=", 5]`. */
export function readNumeric(operand: JsonNode, refuse: Refuse): Rule {
  if (operand.kind !== "array") throw refuse("Value of numeric must be an array.", columnAt(operand));
  const close = { text: "]", column: columnAfter(operand), columnAfter: columnAfter(operand), closes: true } as const;
  const tokens = operand.items.map(tokenOf);
  const token = (index: number): Token => tokens[index] ?? close;
  const range = readRange(token, refuse);
  const values = [range.bottom.value, range.top.value];
  if (tokens.length === RANGE_TERMS && comparable(range.bottom.value) >= comparable(range.top.value)) {
    throw refuse("Bottom must be less than top", close.column);
  }
  if (!values.every(isComparable)) throw refuse(OUT_OF_RANGE, close.column);
  return { kind: "numeric", range };
}

function readRange(token: (index: number) => Token, refuse: Refuse): Range {
  const first = token(0);
  const operator = first.string;
  if (operator === undefined) throw refuse(`Invalid member in numeric match: ${first.text}`, first.column);
  if (!OPERATORS.has(operator)) {
    throw refuse(`Unrecognized numeric range operator: ${operator}`, token(1).column);
  }
  const value = readNumber(operator === "=" ? "equals" : operator, token(1), refuse);
  const third = token(2);
  const open = operator === "<" || operator === ">";
  if (operator === ">" || operator === ">=") {
    if (third.closes) return above({ value, open });
    return { bottom: { value, open }, top: readTop(token, refuse) };
  }
  if (!third.closes) {
    throw refuse("Too many elements in numeric expression", third.column);
  }
  return operator === "=" ? equalTo(value) : below({ value, open });
}

const OPERATORS = new Set(["=", "<", "<=", ">", ">="]);

function readTop(token: (index: number) => Token, refuse: Refuse): Range["top"] {
  const second = token(2);
  const operator = second.string;
  if (operator === undefined) throw refuse(`Bad value in numeric range: ${second.text}`, second.column);
  if (operator !== "<" && operator !== "<=") {
    throw refuse(`Bad numeric range operator: ${operator}`, second.columnAfter);
  }
  const value = readNumber(operator, token(3), refuse);
  const more = token(RANGE_TERMS);
  if (!more.closes) {
    throw refuse("Too many terms in numeric range expression", more.column);
  }
  return { value, open: operator === "<" };
}

function readNumber(name: string, { number, column }: Token, refuse: Refuse): number {
  if (number === undefined) throw refuse(`Value of ${name} must be numeric`, column);
  return number;
}

function tokenOf(node: JsonNode): Token {
  const places = { column: columnAt(node), columnAfter: columnAfter(node) };
  switch (node.kind) {
    case "string":
      return { ...places, text: node.value, string: node.value };
    case "number":
      return { ...places, text: node.text, number: node.value };
    case "literal":
      return { ...places, text: String(node.value) };
    case "array":
      return { ...places, text: "[" };
    default:
      return { ...places, text: "{" };
  }
}
