import type { Cursor } from "./cursor.ts";
import type { BinaryOperator, Expression, Reference, Step } from "./syntax.ts";

/** From the weakest: each level's operators, in symbols and words. */
const LEVELS: readonly (readonly [RegExp, Readonly<Record<string, BinaryOperator>>])[] = [
  [/\|\||or\b/y, { "||": "||", or: "||" }],
  [/&&|and\b/y, { "&&": "&&", and: "&&" }],
  [/==|!=|eq\b|ne\b/y, { "==": "==", "!=": "!=", eq: "==", ne: "!=" }],
  [
    /<=|>=|<|>|lt\b|le\b|gt\b|ge\b/y,
    { "<": "<", ">": ">", "<=": "<=", ">=": ">=", lt: "<", le: "<=", gt: ">", ge: ">=" },
  ],
  [/[+-]/y, { "+": "+", "-": "-" }],
  [/[*/%]/y, { "*": "*", "/": "/", "%": "%" }],
];

/** An expression, as conditions, `#set` and arguments have them. */
export const parseExpression = (cursor: Cursor): Expression => cursor.nested(() => parseLevel(cursor, 0));

function parseLevel(cursor: Cursor, level: number): Expression {
  const [operators, names] = LEVELS[level] ?? [];
  if (operators === undefined) return parseUnary(cursor);
  let left = parseLevel(cursor, level + 1);
  for (;;) {
    cursor.skipSpace();
    const operator = names?.[cursor.take(operators)?.[0] ?? ""];
    if (operator === undefined) return left;
    left = { kind: "binary", operator, left, right: parseLevel(cursor, level + 1) };
  }
}

const NOT = /!(?!=)|not\b/y;

function parseUnary(cursor: Cursor): Expression {
  cursor.skipSpace();
  if (cursor.take(NOT)) return { kind: "not", operand: cursor.nested(() => parseUnary(cursor)) };
  return parsePrimary(cursor);
}

const NUMBER = /-?(?:\d+(?:\.(?!\.)\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const BOOLEAN = /(?:true|false)\b/y;
const REFERENCE = /\$!?(\{?)([A-Za-z_][\w-]*)/y;

function parsePrimary(cursor: Cursor): Expression {
  const reference = cursor.take(REFERENCE);
  if (reference) return parseReferenceRest(cursor, reference[2] ?? "", reference[1] === "{");
  const number = cursor.take(NUMBER)?.[0];
  if (number !== undefined) return numberLiteral(number);
  const boolean = cursor.take(BOOLEAN)?.[0];
  if (boolean !== undefined) return { kind: "literal", value: boolean === "true" };
  if (cursor.accept("(")) {
    const inner = parseExpression(cursor);
    cursor.expect(")");
    return inner;
  }
  if (cursor.accept("[")) return cursor.nested(() => parseList(cursor));
  if (cursor.accept("{")) return cursor.nested(() => parseMap(cursor));
  return parseString(cursor);
}

function numberLiteral(text: string): Expression {
  if (/[.eE]/.test(text)) return { kind: "double", value: Number(text) };
  const value = Number(text);
  return { kind: "literal", value: Number.isSafeInteger(value) ? value : BigInt(text) };
}

/** The steps behind a reference's name; none where text goes on that only looks like one: `$name.`, `$name[x]`. */
export function parseReferenceRest(cursor: Cursor, name: string, isFormal: boolean): Reference {
  const steps: Step[] = [];
  for (let step = parseStep(cursor); step; step = parseStep(cursor)) steps.push(step);
  if (isFormal && !cursor.take(/\}/y)) throw cursor.fault('"}"');
  return { kind: "reference", name, steps };
}

const PROPERTY = /\.([A-Za-z][\w-]*)(\(?)/y;
const INDEX = /\[(?=[ \t\r\n]*(?:["'$\d-]|true\b|false\b))/y;

function parseStep(cursor: Cursor): Step | undefined {
  const [, name, parenthesis] = cursor.take(PROPERTY) ?? [];
  if (name !== undefined) {
    if (parenthesis === "") return { kind: "property", name };
    return { kind: "method", name, args: parseItems(cursor, ")") };
  }
  if (!cursor.take(INDEX)) return undefined;
  const index = parseExpression(cursor);
  cursor.expect("]");
  return { kind: "index", index };
}

/** Expressions with commas between them, up to and with what ends them. */
function parseItems(cursor: Cursor, end: ")" | "]"): readonly Expression[] {
  if (cursor.accept(end)) return [];
  const items = [parseExpression(cursor)];
  while (cursor.accept(",")) items.push(parseExpression(cursor));
  cursor.expect(end);
  return items;
}

function parseList(cursor: Cursor): Expression {
  if (cursor.accept("]")) return { kind: "list", items: [] };
  const first = parseExpression(cursor);
  if (cursor.accept("..")) {
    const to = parseExpression(cursor);
    cursor.expect("]");
    return { kind: "range", from: first, to };
  }
  if (cursor.accept(",")) return { kind: "list", items: [first, ...parseItems(cursor, "]")] };
  cursor.expect("]");
  return { kind: "list", items: [first] };
}

function parseMap(cursor: Cursor): Expression {
  const entries: [Expression, Expression][] = [];
  if (cursor.accept("}")) return { kind: "map", entries };
  do {
    const key = parseExpression(cursor);
    cursor.expect(":");
    entries.push([key, parseExpression(cursor)]);
  } while (cursor.accept(","));
  cursor.expect("}");
  return { kind: "map", entries };
}

/** A quotation mark is written twice within itself; backslashes stay, and guard it in double quotes. */
const STRING = /"((?:[^"\\]|\\[^]|"")*)"|'((?:[^']|'')*)'/y;

function parseString(cursor: Cursor): Expression {
  const [, double, single] = cursor.take(STRING) ?? [];
  if (single !== undefined) return { kind: "literal", value: single.replaceAll("''", "'") };
  if (double === undefined) throw cursor.fault("an expression");
  const text = double.replaceAll('""', '"');
  if (!/[$#]/.test(text)) return { kind: "literal", value: text };
  return { kind: "interpolated", body: cursor.parseWithin(text) };
}
