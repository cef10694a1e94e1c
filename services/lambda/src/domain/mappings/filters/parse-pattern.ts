import type { Bound, Pattern, Rule, Scalar, TextTest } from "./rule.ts";

/**
 * Reads a pattern, as EventBridge has them and Lambda documents them; `undefined` where it is none.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filtering-syntax
 */
export function parsePattern(text: string): Pattern | undefined {
  try {
    return readObject(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** JSON.parse, too, refuses by it. */
const invalid = (): SyntaxError => new SyntaxError("Invalid filter pattern definition.");

function readObject(value: unknown): Pattern {
  if (!isObject(value)) throw invalid();
  const entries = Object.entries(value);
  if (entries.length === 0) throw invalid();
  return {
    keys: entries.filter((entry) => !isOr(entry)).map(([name, ask]) => [name, readAsk(ask)]),
    alternatives: entries.filter(isOr).map(([, ask]) => (Array.isArray(ask) ? ask.map(readObject) : [])),
  };
}

const isOr = ([name, ask]: readonly [string, unknown]): boolean => name === "$or" && isListOfObjects(ask);

/** A key may be called `$or`, too: its rules are then no alternatives. */
const isListOfObjects = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 1 && value.every((item) => isObject(item) && !isOperator(item));

const isOperator = (item: Readonly<Record<string, unknown>>): boolean =>
  Object.keys(item).some((name) => Object.hasOwn(OPERATORS, name));

function readAsk(ask: unknown): Pattern | readonly Rule[] {
  if (!Array.isArray(ask)) return readObject(ask);
  if (ask.length === 0) throw invalid();
  return ask.map(readRule);
}

function readRule(value: unknown): Rule {
  if (isScalar(value)) return { kind: "equals", value };
  const [entry, ...others] = isObject(value) ? Object.entries(value) : [];
  if (entry === undefined || others.length > 0) throw invalid();
  const [name, operand] = entry;
  const read = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (read === undefined) throw invalid();
  return read(operand);
}

const OPERATORS: Readonly<Record<string, (operand: unknown) => Rule>> = {
  exists: (operand) => {
    if (typeof operand !== "boolean") throw invalid();
    return { kind: "exists", wanted: operand };
  },
  prefix: (operand) => ({ kind: "text", test: readAffix("prefix", operand) }),
  suffix: (operand) => ({ kind: "text", test: readAffix("suffix", operand) }),
  "equals-ignore-case": (operand) => ({ kind: "text", test: readWhole(operand) }),
  numeric: (operand) => ({ kind: "numeric", bounds: readBounds(operand) }),
  "anything-but": readException,
};

/** `"us-"`, or `{ "equals-ignore-case": "us-" }`. */
function readAffix(kind: "prefix" | "suffix", operand: unknown): TextTest {
  const text = isObject(operand) && Object.keys(operand).length === 1 ? operand["equals-ignore-case"] : operand;
  return { kind, text: textOf(text), ignoreCase: isObject(operand) };
}

const readWhole = (operand: unknown): TextTest => ({ kind: "whole", text: textOf(operand), ignoreCase: true });

function textOf(value: unknown): string {
  if (typeof value !== "string") throw invalid();
  return value;
}

function readException(operand: unknown): Rule {
  if (isObject(operand)) {
    const [entry, ...others] = Object.entries(operand);
    if (entry === undefined || others.length > 0) throw invalid();
    return { kind: "anything-but", values: [], tests: readExceptedTexts(...entry) };
  }
  const values = Array.isArray(operand) ? operand : [operand];
  const isOfOneKind = values.every((each) => typeof each === typeof values[0]);
  if (values.length === 0 || !isOfOneKind || !values.every(isTextOrNumber)) throw invalid();
  return { kind: "anything-but", values, tests: [] };
}

function readExceptedTexts(name: string, operand: unknown): readonly TextTest[] {
  const texts = Array.isArray(operand) ? operand : [operand];
  if (texts.length === 0) throw invalid();
  if (name === "prefix" || name === "suffix") return texts.map((text) => readAffix(name, text));
  if (name === "equals-ignore-case") return texts.map(readWhole);
  throw invalid();
}

/** `["=", 5]`, `[">", 0, "<=", 10]`. */
function readBounds(operand: unknown): readonly Bound[] {
  if (!Array.isArray(operand)) throw invalid();
  const bounds: Bound[] = [];
  for (let at = 0; at < operand.length; at += 2) bounds.push(readBound(operand[at], operand[at + 1]));
  const [first, second] = bounds;
  if (first === undefined || bounds.length > 2) throw invalid();
  if (second !== undefined && !(first.operator.startsWith(">") && second.operator.startsWith("<"))) throw invalid();
  if (second !== undefined && first.value >= second.value) throw invalid();
  return bounds;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-numeric-matching */
const LARGEST = 5e9;

function readBound(operator: unknown, value: unknown): Bound {
  if (typeof value !== "number" || Math.abs(value) > LARGEST || !isNumericOperator(operator)) throw invalid();
  return { operator, value };
}

const NUMERIC_OPERATORS: ReadonlySet<unknown> = new Set(["<", "<=", ">", ">=", "="]);

const isNumericOperator = (operator: unknown): operator is Bound["operator"] => NUMERIC_OPERATORS.has(operator);

const isTextOrNumber = (value: unknown): value is string | number =>
  typeof value === "string" || typeof value === "number";

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isScalar = (value: unknown): value is Scalar =>
  value === null || typeof value === "boolean" || isTextOrNumber(value);
