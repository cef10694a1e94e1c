import { BlockList, isIP } from "node:net";
import type { Lookup } from "./context.ts";
import { compilePattern, type Pattern, type PatternSyntax } from "./pattern.ts";

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
  readonly compile: (value: string, variables: boolean) => Pattern;
};

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/** Whether there is such an operator, with its quantifier and suffix: `ForAnyValue:StringLikeIfExists`. */
export function isOperator(operator: string): boolean {
  const [, quantifier, name = "", ifExists] = OPERATOR.exec(operator) ?? [];
  return OPERATORS.has(name) || (name === "Null" && !quantifier && !ifExists);
}

/**
 * Compiles one condition; `undefined` if there is no such operator.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function compileCondition(text: ConditionText, variables: boolean): Condition | undefined {
  const [, quantifier, name = "", ifExists] = OPERATOR.exec(text.operator) ?? [];
  const key = text.key.toLowerCase();
  if (name === "Null" && !quantifier && !ifExists) return compileNull(key, text.values);
  const operator = OPERATORS.get(name);
  if (!operator) return undefined;
  const patterns = text.values.map((value) => operator.compile(value, variables));
  const holds = (value: string, lookup: Lookup): boolean =>
    patterns.some((pattern) => pattern(value, lookup)) !== operator.negated;
  const whenMissing = Boolean(ifExists) || quantifier === "ForAllValues" || (operator.negated && !quantifier);
  // A key with several values is for the set operators; without one, a negated operator must hold for all of them.
  const all = quantifier === "ForAllValues" || (operator.negated && !quantifier);
  return (lookup) => {
    const values = lookup(key);
    if (values === undefined || values.length === 0) return whenMissing;
    return all ? values.every((value) => holds(value, lookup)) : values.some((value) => holds(value, lookup));
  };
}

const compileNull =
  (key: string, values: readonly string[]): Condition =>
  (lookup) =>
    values.includes(String(lookup(key) === undefined));

const text =
  (syntax: Omit<PatternSyntax, "variables">): Operator["compile"] =>
  (value, variables) =>
    compilePattern(value, { ...syntax, variables });

type Comparison = (asked: number, given: number) => boolean;

/** An operator on what both texts mean; what means nothing matches nothing. */
const ordered =
  (parse: (value: string) => number, comparison: Comparison): Operator["compile"] =>
  (value) => {
    const given = parse(value);
    return (asked) => comparison(parse(asked), given);
  };

const parseNumber = (value: string): number => (value.trim() === "" ? Number.NaN : Number(value));

/** ISO 8601, or seconds since the epoch. */
const parseDate = (value: string): number => (/^-?\d{5,}$/.test(value) ? Number(value) * 1000 : Date.parse(value));

const exactly: Operator["compile"] = (value) => (asked) => asked === value;

const sameBoolean: Operator["compile"] = (value) => (asked) => asked.toLowerCase() === value.toLowerCase();

const ipAddress: Operator["compile"] = (value) => {
  const [network = "", prefix] = value.split("/");
  const version = isIP(network);
  const bits = prefix === undefined ? (version === IPV4 ? IPV4_BITS : IPV6_BITS) : Number(prefix);
  if (version === 0 || !Number.isInteger(bits) || bits < 0 || bits > (version === IPV4 ? IPV4_BITS : IPV6_BITS)) {
    return () => false;
  }
  const range = new BlockList();
  range.addSubnet(network, bits, version === IPV4 ? "ipv4" : "ipv6");
  return (asked) => {
    const asks = isIP(asked);
    return asks !== 0 && range.check(asked, asks === IPV4 ? "ipv4" : "ipv6");
  };
};
const IPV4 = 4;
const IPV4_BITS = 32;
const IPV6_BITS = 128;

/** Each of an ARN's six parts by itself: a star does not reach over a colon before the resource. */
const arn: Operator["compile"] = (value, variables) => {
  const parts = splitArn(value);
  const syntax = { wildcards: true, variables };
  if (parts.length < ARN_PARTS) return compilePattern(value, syntax);
  const patterns = parts.map((part) => compilePattern(part, syntax));
  return (asked, lookup) => {
    const given = splitArn(asked);
    return given.length === ARN_PARTS && patterns.every((pattern, index) => pattern(given[index] ?? "", lookup));
  };
};
const ARN_PARTS = 6;

/** The colons inside of a policy variable do not count. */
function splitArn(value: string): readonly string[] {
  const parts = [""];
  for (const [piece] of value.matchAll(/\$\{[^}]*\}|:|[^$:]+|\$/g)) {
    if (piece === ":" && parts.length < ARN_PARTS) parts.push("");
    else parts[parts.length - 1] += piece;
  }
  return parts;
}

const LITERAL = { wildcards: false };
const COMPARISONS: readonly (readonly [suffix: string, comparison: Comparison])[] = [
  ["Equals", (asked, given) => asked === given],
  ["LessThan", (asked, given) => asked < given],
  ["LessThanEquals", (asked, given) => asked <= given],
  ["GreaterThan", (asked, given) => asked > given],
  ["GreaterThanEquals", (asked, given) => asked >= given],
];

const POSITIVE: readonly (readonly [name: string, compile: Operator["compile"]])[] = [
  ["StringEquals", text(LITERAL)],
  ["StringEqualsIgnoreCase", text({ ...LITERAL, ignoreCase: true })],
  ["StringLike", text({ wildcards: true })],
  ["Bool", sameBoolean],
  ["BinaryEquals", exactly],
  ["IpAddress", ipAddress],
  ["ArnEquals", arn],
  ["ArnLike", arn],
  ...COMPARISONS.map(([suffix, comparison]) => [`Numeric${suffix}`, ordered(parseNumber, comparison)] as const),
  ...COMPARISONS.map(([suffix, comparison]) => [`Date${suffix}`, ordered(parseDate, comparison)] as const),
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

const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ...POSITIVE.map(([name, compile]) => [name, { negated: false, compile }] as const),
  ...POSITIVE.flatMap(([name, compile]) => {
    const negation = NEGATIONS.get(name);
    return negation === undefined ? [] : [[negation, { negated: true, compile }] as const];
  }),
]);
