import type { Fields, Filterable } from "./filterable.ts";
import { looksLikeAddress, networkTest, parseAddress } from "./ip.ts";
import { comparable, isComparable, rangeTest } from "./numbers.ts";
import type { Alternative, FilterPolicy } from "./policy.ts";
import type { Exception, Rule, Scalar } from "./rule.ts";
import { wildcardTest } from "./wildcard.ts";

/** A filter policy made ready: it is compiled once, and asked for every message. */
export type Filter = {
  matches(message: Filterable): boolean;
};

export function compileFilter({ scope, alternatives }: FilterPolicy): Filter {
  const tests = alternatives.map(compileAlternative);
  const isOpen = alternatives.some(({ size }) => size === 0);
  return {
    matches: (message) => {
      if (isOpen) return true;
      const fields = message.fields(scope);
      // AWS lets nothing through that has nothing at all, not even by `exists: false`.
      if (fields === undefined || fields.isEmpty) return false;
      for (const test of tests) if (test(fields)) return true;
      return false;
    },
  };
}

function compileAlternative(alternative: Alternative): (fields: Fields) => boolean {
  const clauses = Array.from(alternative, ([path, rules]) => ({ path, ...compileRules(rules) }));
  return (fields) => {
    for (const { path, takesNothing, takes } of clauses) {
      const values = fields.at(path);
      if (values.length === 0 ? !takesNothing : !values.some(takes)) return false;
    }
    return true;
  };
}

type ScalarTest = (value: Scalar) => boolean;

/** What a key's rules say where nothing is there, and of each value. */
function compileRules(rules: readonly Rule[]): { takesNothing: boolean; takes: ScalarTest } {
  const equals = rules.flatMap((rule) => (rule.kind === "equals" ? [rule.value] : []));
  const others = rules.flatMap((rule) => (rule.kind === "equals" ? [] : [testOf(rule)]));
  const tests = [...equalityTests(equals), ...others];
  const [only] = tests;
  return {
    takesNothing: rules.some((rule) => rule.kind === "exists" && !rule.wanted),
    takes: only !== undefined && tests.length === 1 ? only : (value) => tests.some((test) => test(value)),
  };
}

/** Values are found in sets, numbers as they are compared. What looks like an address AWS compares as one. */
function equalityTests(values: readonly Scalar[]): readonly ScalarTest[] {
  if (values.length === 0) return [];
  const known = new Set(values.map(compared));
  const addresses = new Set(values.flatMap((value) => addressOf(value) ?? []));
  const isKnown: ScalarTest = (value) => known.has(compared(value));
  if (addresses.size === 0) return [isKnown];
  return [isKnown, (value) => typeof value === "string" && addresses.has(parseAddress(value) ?? "")];
}

const compared = (value: Scalar): Scalar => (typeof value === "number" ? comparable(value) : value);

const addressOf = (value: Scalar): string | undefined =>
  typeof value === "string" && looksLikeAddress(value) ? parseAddress(value) : undefined;

function testOf(rule: Exclude<Rule, { kind: "equals" }>): ScalarTest {
  switch (rule.kind) {
    case "equals-ignore-case": {
      const wanted = rule.text.toLowerCase();
      return ofStrings((text) => text.toLowerCase() === wanted);
    }
    case "prefix":
      return ofStrings((text) => text.startsWith(rule.text));
    case "suffix":
      return ofStrings((text) => text.endsWith(rule.text));
    case "wildcard":
      return ofStrings(wildcardTest(rule.wildcard));
    case "cidr":
      return ofStrings(networkTest(rule.network));
    case "numeric": {
      const isInRange = rangeTest(rule.range);
      return (value) => typeof value === "number" && isInRange(value);
    }
    case "exists":
      // https://docs.aws.amazon.com/sns/latest/dg/attribute-key-matching.html: it has to be neither null nor empty.
      return (value) => rule.wanted && value !== null && value !== "";
    default:
      return exceptionTest(rule.but);
  }
}

const ofStrings =
  (test: (text: string) => boolean): ScalarTest =>
  (value) =>
    typeof value === "string" && test(value);

/** Whether a value is none of those left out. Numbers that are left out leave numbers alone; texts leave all others. */
function exceptionTest(but: Exception): ScalarTest {
  switch (but.kind) {
    case "numbers": {
      const numbers = new Set(but.values.map(comparable));
      return (value) => typeof value === "number" && isComparable(value) && !numbers.has(comparable(value));
    }
    case "strings": {
      const strings = new Set<Scalar>(but.values);
      return (value) => !strings.has(value);
    }
    case "prefix":
      return (value) => typeof value !== "string" || !value.startsWith(but.text);
    default: {
      const isExcepted = wildcardTest(but.wildcard);
      return (value) => typeof value !== "string" || !isExcepted(value);
    }
  }
}
