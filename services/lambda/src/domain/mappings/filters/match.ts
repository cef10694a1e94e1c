import { isObject, isScalar } from "./parse-pattern.ts";
import type { Bound, Pattern, Rule, Scalar, TextTest } from "./rule.ts";

/** Whether an object is as a pattern says. What is no object has none of the keys. */
export function matches(pattern: Pattern, value: unknown): boolean {
  if (Array.isArray(value)) return value.some((item) => matches(pattern, item));
  const object = isObject(value) ? value : {};
  return (
    pattern.keys.every(([name, ask]) => {
      const member = Object.hasOwn(object, name) ? object[name] : undefined;
      return isRules(ask) ? someRule(ask, member) : matches(ask, member);
    }) && pattern.alternatives.every((alternatives) => alternatives.some((each) => matches(each, object)))
  );
}

const isRules = (ask: Pattern | readonly Rule[]): ask is readonly Rule[] => Array.isArray(ask);

/** Of several values one is enough, as of several rules. */
function someRule(rules: readonly Rule[], value: unknown): boolean {
  const leaves = leavesOf(value);
  // What holds other keys is no leaf, and so neither there nor absent.
  if (leaves.length === 0) return !isObject(value) && rules.some((rule) => rule.kind === "exists" && !rule.wanted);
  return rules.some((rule) => leaves.some((leaf) => takes(rule, leaf)));
}

function leavesOf(value: unknown): readonly Scalar[] {
  if (isScalar(value)) return [value];
  return Array.isArray(value) ? value.flatMap(leavesOf) : [];
}

function takes(rule: Rule, leaf: Scalar): boolean {
  switch (rule.kind) {
    case "equals":
      return rule.value === leaf;
    case "exists":
      return rule.wanted;
    case "numeric":
      return typeof leaf === "number" && rule.bounds.every((bound) => isWithin(bound, leaf));
    case "text":
      return typeof leaf === "string" && isSuch(rule.test, leaf);
    default:
      return !rule.values.includes(leaf) && !rule.tests.some((test) => typeof leaf === "string" && isSuch(test, leaf));
  }
}

function isWithin({ operator, value }: Bound, leaf: number): boolean {
  if (operator === "=") return leaf === value;
  if (operator === "<") return leaf < value;
  if (operator === "<=") return leaf <= value;
  return operator === ">" ? leaf > value : leaf >= value;
}

function isSuch({ ignoreCase, kind, text }: TextTest, leaf: string): boolean {
  const [wanted, given] = ignoreCase ? [text.toLowerCase(), leaf.toLowerCase()] : [text, leaf];
  if (kind === "prefix") return given.startsWith(wanted);
  return kind === "suffix" ? given.endsWith(wanted) : given === wanted;
}
