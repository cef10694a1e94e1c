import { matchesWhole } from "../../bounded-regexp.ts";
import { orFault } from "../methods/method.ts";
import { Double, isEqual, isNumber, List, toNumber, type Value } from "../values.ts";
import type { Reader } from "./reader.ts";

/** Whether a filter takes a value. */
export type Filter = (value: Value, root: Value) => boolean;

/** Reads the path that stands here. */
type ParsePath = () => Operand;

/** `@.price < 10 && @.category == 'fiction'` */
export function parseFilter(reader: Reader, parsePath: ParsePath): Filter {
  const filters = [parseAnd(reader, parsePath)];
  while (reader.take(/\s*\|\|\s*/y)) filters.push(parseAnd(reader, parsePath));
  return (value, root) => filters.some((filter) => filter(value, root));
}

function parseAnd(reader: Reader, parsePath: ParsePath): Filter {
  const filters = [parseOne(reader, parsePath)];
  while (reader.take(/\s*&&\s*/y)) filters.push(parseOne(reader, parsePath));
  return (value, root) => filters.every((filter) => filter(value, root));
}

function parseOne(reader: Reader, parsePath: ParsePath): Filter {
  return reader.nested(() => {
    if (reader.take(/\s*!\s*/y)) {
      const filter = parseOne(reader, parsePath);
      return (value, root) => !filter(value, root);
    }
    if (!reader.take(/\s*\(/y)) return parseComparison(reader, parsePath);
    const filter = parseFilter(reader, parsePath);
    reader.expect(/\s*\)/y);
    return filter;
  });
}

/** What stands at one side: `undefined`, where its path leads nowhere. */
type Operand = (value: Value, root: Value) => Value | undefined;

const OPERATOR = /\s*(===?|!==?|<=|>=|<|>|=~|in\b|nin\b|size\b|empty\b)\s*/y;

function parseComparison(reader: Reader, parsePath: ParsePath): Filter {
  const left = parseOperand(reader, parsePath);
  const operator = reader.take(OPERATOR)?.[1];
  if (operator === undefined) return (value, root) => left(value, root) !== undefined;
  if (operator === "=~") return parseMatch(reader, left);
  const right = parseOperand(reader, parsePath);
  return (value, root) => compare(operator, left(value, root), right(value, root));
}

const LITERAL = /'((?:[^'\\]|\\[^])*)'|"((?:[^"\\]|\\[^])*)"|(-?\d+(\.\d+)?)|(true|false|null)\b/y;

function parseOperand(reader: Reader, parsePath: ParsePath): Operand {
  reader.take(/\s+/y);
  const base = reader.take(/[@$]/y)?.[0];
  if (base !== undefined) {
    const path = parsePath();
    return (value, root) => path(base === "@" ? value : root, root);
  }
  if (reader.take(/\[\s*/y)) return parseItems(reader, parsePath);
  const [, single, double, number, fraction, word] = reader.take(LITERAL) ?? [];
  const text = (single ?? double)?.replaceAll(/\\([^])/g, "$1");
  if (text !== undefined) return () => text;
  if (number !== undefined) {
    const value = fraction === undefined ? Number(number) : new Double(Number(number));
    return () => value;
  }
  if (word === undefined) throw reader.fault();
  return () => (word === "null" ? null : word === "true");
}

function parseItems(reader: Reader, parsePath: ParsePath): Operand {
  const items: Operand[] = [];
  while (!reader.take(/\s*\]/y)) {
    items.push(parseOperand(reader, parsePath));
    reader.take(/\s*,/y);
  }
  return (value, root) => new List(items.map((item) => item(value, root) ?? null));
}

function parseMatch(reader: Reader, left: Operand): Filter {
  const [, pattern, flags = ""] = reader.take(/\/((?:[^/\\]|\\[^])+)\/([a-z]*)/y) ?? [];
  if (pattern === undefined) throw reader.fault();
  return (value, root) => {
    const text = left(value, root);
    return typeof text === "string" && matches(text, `${flags.includes("i") ? "(?i)" : ""}${pattern}`);
  };
}

function matches(text: string, pattern: string): boolean {
  try {
    return matchesWhole(pattern, text);
  } catch (error) {
    throw orFault(error);
  }
}

function compare(operator: string, left: Value | undefined, right: Value | undefined): boolean {
  if (left === undefined || right === undefined) return operator.startsWith("!") && left !== right;
  return (COMPARISONS.get(operator) ?? isOrdered)(left, right, operator);
}

type Comparison = (left: Value, right: Value, operator: string) => boolean;

const isIn: Comparison = (item, list) => list instanceof List && list.items.some((other) => isSame(other, item));

const COMPARISONS: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ["==", (left, right) => isSame(left, right)],
  ["===", (left, right) => isSame(left, right)],
  ["!=", (left, right) => !isSame(left, right)],
  ["!==", (left, right) => !isSame(left, right)],
  ["in", isIn],
  ["nin", (item, list, operator) => list instanceof List && !isIn(item, list, operator)],
  ["size", (value, size) => sizeOf(value) === size],
  ["empty", (value, isEmpty) => (sizeOf(value) === 0) === isEmpty],
]);

/** Unlike in templates, `1` is not `'1'`. */
const isSame = (left: Value, right: Value): boolean =>
  (isNumber(left) && isNumber(right)) || typeof left === typeof right ? isEqual(left, right) : false;

function sizeOf(value: Value): number | undefined {
  if (value instanceof List) return value.items.length;
  return typeof value === "string" ? value.length : undefined;
}

function isOrdered(left: Value, right: Value, operator: string): boolean {
  const order = orderOf(left, right);
  if (order === undefined) return false;
  if (order === 0) return operator.endsWith("=");
  return operator.startsWith("<") ? order < 0 : order > 0;
}

function orderOf(left: Value, right: Value): number | undefined {
  if (isNumber(left) && isNumber(right)) return toNumber(left) - toNumber(right);
  if (typeof left !== "string" || typeof right !== "string") return undefined;
  return left < right ? -1 : Number(left > right);
}
