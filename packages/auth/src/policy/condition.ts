import { addressRange } from "./address-range.ts";
import { ARN_PARTS, splitArn } from "./arn-parts.ts";
import type { Lookup } from "./context.ts";
import { parseDate } from "./date.ts";
import { compilePattern, type Pattern, type PatternSyntax, variablesIn } from "./pattern.ts";

/** Whether a request meets one condition of a statement. */
export type Condition = (lookup: Lookup) => boolean;

/** One line of a Condition element: an operator, a key, and the values of which one must do. */
export type ConditionText = {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
};

type Operator = {
  /** `Not…`: none of the values may match, and a missing key will do. */
  readonly negated: boolean;
  /** Whether its values may hold policy variables. */
  readonly variables: boolean;
  readonly compile: (value: string, variables: boolean) => Pattern;
};

type Compile = Operator["compile"];

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/** Whether there is such an operator, with its quantifier and suffix: `ForAnyValue:StringLikeIfExists`. */
export function isOperator(operator: string): boolean {
  const [, , name = "", ifExists] = OPERATOR.exec(operator) ?? [];
  return OPERATORS.has(name) || (name === "Null" && !ifExists);
}

/**
 * Compiles one condition; `undefined` if there is no such operator.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function compileCondition(text: ConditionText, variables: boolean): Condition | undefined {
  if (!isOperator(text.operator)) return undefined;
  const [, quantifier, name = "", ifExists] = OPERATOR.exec(text.operator) ?? [];
  const key = text.key.toLowerCase();
  const operator = OPERATORS.get(name);
  if (!operator) return compileNull(key, text.values);
  const patterns = text.values.map((value) => operator.compile(value, variables));
  // Loops, for this is where most of a decision's time goes.
  const holds = (value: string, lookup: Lookup): boolean => {
    for (const pattern of patterns) {
      if (pattern(value, lookup)) return !operator.negated;
    }
    return operator.negated;
  };
  const whenMissing = Boolean(ifExists) || quantifier === "ForAllValues" || (operator.negated && !quantifier);
  // A key with several values is for the set operators; without one, a negated operator must hold for all of them.
  const all = quantifier === "ForAllValues" || (operator.negated && !quantifier);
  return (lookup) => {
    const values = lookup(key);
    if (values === undefined || (quantifier && isNullSet(values))) return whenMissing;
    for (const value of values) {
      if (holds(value, lookup) !== all) return !all;
    }
    return all;
  };
}

/** To set operators, empty texts alone are as no value: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html */
const isNullSet = (values: readonly string[]): boolean => values.every((value) => value === "");

/** The condition keys that a condition needs: its own, and those of the variables in its values, as spelled there. */
export function keysOf({ key, operator, values }: ConditionText): readonly string[] {
  const [, , name = ""] = OPERATOR.exec(operator) ?? [];
  return [key, ...(OPERATORS.get(name)?.variables ? values.flatMap(variablesIn) : [])];
}

const compileNull = (key: string, values: readonly string[]): Condition => {
  const wanted = new Set(values.map((value) => value.toLowerCase()));
  return (lookup) => wanted.has(String(lookup(key) === undefined));
};

const text =
  (syntax: Omit<PatternSyntax, "variables">): Compile =>
  (value, variables) =>
    compilePattern(value, { ...syntax, variables });

type Comparison = (asked: number, given: number) => boolean;

/** An operator on what both texts mean; what means nothing matches nothing. */
const ordered =
  (parse: (value: string) => number, comparison: Comparison): Compile =>
  (value) => {
    const given = parse(value);
    return (asked) => comparison(parse(asked), given);
  };

/** Integers and decimals; not JavaScript's other ways to write a number. */
const parseNumber = (value: string): number =>
  /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(value) ? Number(value) : Number.NaN;

const dateOf = (value: string): number => parseDate(value) ?? Number.NaN;

const exactly: Compile = (value) => (asked) => asked === value;

const ipAddress: Compile = (value) => {
  const range = addressRange(value);
  return range ? (asked) => range(asked) : () => false;
};

/** Each of an ARN's six parts by itself: a star does not reach over a colon before the resource. */
const arn: Compile = (value, variables) => {
  const parts = splitArn(value);
  const syntax = { wildcards: true, variables };
  if (parts.length < ARN_PARTS) return compilePattern(value, syntax);
  const patterns = parts.map((part) => compilePattern(part, syntax));
  return (asked, lookup) => {
    const given = splitArn(asked);
    return given.length === ARN_PARTS && patterns.every((pattern, index) => pattern(given[index] ?? "", lookup));
  };
};
const LITERAL = { wildcards: false };
const COMPARISONS: readonly (readonly [suffix: string, comparison: Comparison])[] = [
  ["Equals", (asked, given) => asked === given],
  ["LessThan", (asked, given) => asked < given],
  ["LessThanEquals", (asked, given) => asked <= given],
  ["GreaterThan", (asked, given) => asked > given],
  ["GreaterThanEquals", (asked, given) => asked >= given],
];

type Named = readonly [name: string, compile: Compile];

const WITH_VARIABLES: readonly Named[] = [
  ["StringEquals", text(LITERAL)],
  ["StringEqualsIgnoreCase", text({ ...LITERAL, ignoreCase: true })],
  ["StringLike", text({ wildcards: true })],
  ["Bool", text({ ...LITERAL, ignoreCase: true })],
  ["ArnEquals", arn],
  ["ArnLike", arn],
];

const WITHOUT_VARIABLES: readonly Named[] = [
  ["BinaryEquals", exactly],
  ["IpAddress", ipAddress],
  ...COMPARISONS.map(([suffix, comparison]): Named => [`Numeric${suffix}`, ordered(parseNumber, comparison)]),
  ...COMPARISONS.map(([suffix, comparison]): Named => [`Date${suffix}`, ordered(dateOf, comparison)]),
];

const NEGATIONS: ReadonlyMap<string, string> = new Map([
  ["StringEquals", "StringNotEquals"],
  ["StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
  ["StringLike", "StringNotLike"],
  ["NumericEquals", "NumericNotEquals"],
  ["DateEquals", "DateNotEquals"],
  ["IpAddress", "NotIpAddress"],
  ["ArnEquals", "ArnNotEquals"],
  ["ArnLike", "ArnNotLike"],
]);

const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ...WITH_VARIABLES.flatMap((named) => operatorsOf(named, true)),
  ...WITHOUT_VARIABLES.flatMap((named) => operatorsOf(named, false)),
]);

/** An operator, and its negation if it has one. */
function operatorsOf([name, compile]: Named, variables: boolean): readonly (readonly [string, Operator])[] {
  const negation = NEGATIONS.get(name);
  const positive = [name, { negated: false, variables, compile }] as const;
  return negation === undefined ? [positive] : [positive, [negation, { negated: true, variables, compile }]];
}
