import { compileRegex } from "./regex.ts";
import { invalidPattern, invalidTerm } from "./refusal.ts";
import type { Scanner } from "./scanner.ts";

/** A value that a condition is about: its text, and its number where it is one. */
export type Value = { readonly text: string; readonly number: number | undefined };

export type ValueTest = (value: Value) => boolean;

const OPERATORS = ["!=", "<=", ">=", "=", "<", ">"] as const;

type Operator = (typeof OPERATORS)[number];

const QUOTED = /"((?:[^"\\]|\\.)*)"/y;
const REGEX = /%([^%]*)%/y;
const PLAIN = /[^\s()&|,[\]{}"%]+/y;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * An operator and what follows it.
 * @throws PatternError; AwsError for a text that is compared as a number
 */
export function readValueTest(scanner: Scanner): ValueTest {
  const operator = OPERATORS.find((one) => scanner.take(one));
  if (operator === undefined) throw invalidPattern();
  const regex = scanner.match(REGEX)?.[1];
  if (regex !== undefined) return regexTest(operator, regex);
  const quoted = scanner.match(QUOTED);
  if (quoted !== undefined) return quotedTest(operator, quoted);
  const plain = scanner.match(PLAIN)?.[0];
  if (plain === undefined) throw invalidPattern();
  return plainTest(operator, plain);
}

function regexTest(operator: Operator, source: string): ValueTest {
  const matches = compileRegex(source);
  if (operator === "=") return ({ text }) => matches(text);
  if (operator === "!=") return ({ text }) => !matches(text);
  throw invalidPattern();
}

function quotedTest(operator: Operator, [whole, inside = ""]: RegExpExecArray): ValueTest {
  const matches = wildcardTest(inside.replaceAll(/\\(.)/g, "$1"));
  if (operator === "=") return ({ text }) => matches(text);
  if (operator === "!=") return ({ text }) => !matches(text);
  throw invalidTerm(whole);
}

const COMPARISONS: Readonly<Record<Operator, (number: number, asked: number) => boolean>> = {
  "=": (number, asked) => number === asked,
  "!=": (number, asked) => number !== asked,
  "<": (number, asked) => number < asked,
  ">": (number, asked) => number > asked,
  "<=": (number, asked) => number <= asked,
  ">=": (number, asked) => number >= asked,
};

/** What looks like a number is compared as one with numbers, 123 is 123.0, and with texts as a text. */
function plainTest(operator: Operator, operand: string): ValueTest {
  const matches = wildcardTest(operand);
  if (!NUMBER.test(operand)) {
    if (operator === "=") return ({ text }) => matches(text);
    if (operator === "!=") return ({ text }) => !matches(text);
    throw invalidTerm(operand);
  }
  const asked = Number(operand);
  const compare = COMPARISONS[operator];
  return ({ number, text }) => {
    if (number !== undefined) return compare(number, asked);
    return operator === "=" ? matches(text) : operator === "!=" && !matches(text);
  };
}

/** A `*` stands for any text at the beginning and at the end; elsewhere it is itself. */
function wildcardTest(operand: string): (text: string) => boolean {
  if (operand === "*") return () => true;
  const isOpenAtStart = operand.startsWith("*");
  const isOpenAtEnd = operand.length > 1 && operand.endsWith("*");
  const fixed = operand.slice(isOpenAtStart ? 1 : 0, isOpenAtEnd ? -1 : undefined);
  if (isOpenAtStart && isOpenAtEnd) return (text) => text.includes(fixed);
  if (isOpenAtStart) return (text) => text.endsWith(fixed);
  if (isOpenAtEnd) return (text) => text.startsWith(fixed);
  return (text) => text === fixed;
}

/** The number that a text is, if it is one. */
export const numberIn = (text: string): number | undefined => (NUMBER.test(text) ? Number(text) : undefined);
