import { expect, test } from "vitest";

import type { MessageAttribute } from "../messages/publication.ts";
import { compileFilter } from "./filter.ts";
import { filterable } from "./filterable.ts";
import { parseFilterPolicy } from "./policy.ts";

// Filters against an evaluator that goes by the policy's JSON each time and knows no sets, no paths and no compiling.

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = { readonly [name: string]: Json };

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const flat = (value: Json): readonly Json[] => (isList(value) ? value.flatMap(flat) : [value]);
const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** Leaves of a body, each with the names that lead to it. */
const leavesOf = (value: Json, names: readonly string[]): readonly { readonly path: string; readonly leaf: Json }[] => {
  if (isList(value)) return value.flatMap((item) => leavesOf(item, names));
  if (isObject(value)) return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, [...names, name]));
  return [{ path: names.join("."), leaf: value }];
};

function naive(asked: JsonObject, leaves: readonly { readonly path: string; readonly leaf: Json }[]): boolean {
  const check = (object: JsonObject, names: readonly string[]): boolean =>
    Object.entries(object).every(([name, value]) => {
      if (name === "$or" && isList(value)) return value.some((choice) => isObject(choice) && check(choice, names));
      if (isObject(value)) return check(value, [...names, name]);
      const path = [...names, name].join(".");
      const found = leaves.filter((one) => one.path === path).map(({ leaf }) => leaf);
      return (
        isList(value) &&
        value.some((rule) => (found.length === 0 ? isAbsent(rule) : found.some((leaf) => fits(rule, leaf))))
      );
    });
  return leaves.length > 0 && check(asked, []);
}

const textOf = (operand: Json): string => (typeof operand === "string" ? operand : expect.fail("no text"));
const isNothing = (leaf: Json): boolean => leaf === null || leaf === "";
const isAbsent = (rule: Json): boolean => isObject(rule) && rule["exists"] === false;

function fits(rule: Json, leaf: Json): boolean {
  if (!isObject(rule)) return rule === leaf;
  const [operator = "", operand = null] = Object.entries(rule)[0] ?? [];
  switch (operator) {
    case "exists":
      return operand === true && !isNothing(leaf);
    case "anything-but":
      return fitsException(operand, leaf);
    case "numeric":
      return typeof leaf === "number" && inRange(flat(operand), leaf);
    default:
      return typeof leaf === "string" && fitsText(operator, textOf(operand), leaf);
  }
}

function fitsException(operand: Json, leaf: Json): boolean {
  if (isObject(operand)) return typeof leaf !== "string" || !fits(operand, leaf);
  const values = flat(operand);
  return (typeof values[0] === "string" || typeof leaf === "number") && !values.includes(leaf);
}

function inRange([operator, bound, ...more]: readonly Json[], leaf: number): boolean {
  const value = Number(bound);
  const holds = { "=": leaf === value, "<": leaf < value, "<=": leaf <= value, ">": leaf > value, ">=": leaf >= value };
  return (
    Object.entries(holds).some(([name, held]) => name === operator && held) &&
    (more.length === 0 || inRange(more, leaf))
  );
}

function fitsText(operator: string, operand: string, leaf: string): boolean {
  if (operator === "prefix") return leaf.slice(0, operand.length) === operand;
  if (operator === "suffix") return operand === "" || leaf.slice(-operand.length) === operand;
  if (operator === "equals-ignore-case") return leaf.toUpperCase() === operand.toUpperCase();
  if (operator === "wildcard") return fitsWildcard(operand, leaf);
  const [network = "", bits] = operand.split("/");
  return isAddress(leaf) && binary(leaf).startsWith(binary(network).slice(0, Number(bits)));
}

const fitsWildcard = (pattern: string, leaf: string): boolean => {
  if (pattern === "") return leaf === "";
  if (pattern.startsWith("*")) {
    return Array.from({ length: leaf.length + 1 }, (_, from) => leaf.slice(from)).some((rest) =>
      fitsWildcard(pattern.slice(1), rest),
    );
  }
  return leaf !== "" && pattern.charAt(0) === leaf.charAt(0) && fitsWildcard(pattern.slice(1), leaf.slice(1));
};

const isAddress = (leaf: string): boolean => /^\d+\.\d+\.\d+\.\d+$/.test(leaf);
const binary = (address: string): string =>
  address
    .split(".")
    .map((octet) => Number(octet).toString(2).padStart(8, "0"))
    .join("");

/** Numbers from 0 up to a bound, the same in every run. */
function seeded(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

type Random = ReturnType<typeof seeded>;

const TEXTS = ["", "a", "b", "ab", "A", "aab", "bab", "abab", "10.0.0.1", "10.0.0.9", "10.0.1.1", "true"];
const NUMBERS = [0, 1, 2, -1, 1.5, 0.00001, 999_999_999.5];
const NAMES = ["a", "b", "c", "d", "e", "a.b", "b.c", "toString", "constructor"];
const INNER_NAMES = ["x", "y", "z", "x.y", "y.z", "valueOf", "constructor", "u", "v"];
const PATTERNS = ["*", "a*", "*b", "a*b", "*a*", "*ab*b", "b*a*", "ab", "*a*b*"];

function oneOf<Value>(random: Random, values: readonly Value[]): Value {
  const value = values[random(values.length)];
  return value === undefined ? expect.fail("nothing to choose from") : value;
}

const scalar = (random: Random): Json =>
  oneOf<() => Json>(random, [
    () => oneOf(random, TEXTS),
    () => oneOf(random, TEXTS),
    () => oneOf(random, NUMBERS),
    () => oneOf(random, [true, false, null]),
  ])();

const rule = (random: Random): Json =>
  oneOf<() => Json>(random, [
    () => scalar(random),
    () => scalar(random),
    () => ({ prefix: oneOf(random, TEXTS) }),
    () => ({ suffix: oneOf(random, TEXTS) }),
    () => ({ "equals-ignore-case": oneOf(random, TEXTS) }),
    () => ({ wildcard: oneOf(random, PATTERNS) }),
    () => ({ exists: random(2) === 0 }),
    () => ({ cidr: oneOf(random, ["10.0.0.0/24", "10.0.0.8/29", "10.0.0.0/8", "0.0.0.0/0"]) }),
    () => ({ "anything-but": oneOf(random, ["a", "ab", 1]) }),
    () => ({
      "anything-but": oneOf<Json>(random, [
        ["a", "b", "true"],
        [0, 1, 1.5],
      ]),
    }),
    () => ({ "anything-but": oneOf<Json>(random, [{ prefix: "a" }, { wildcard: "*b" }]) }),
    () => ({ numeric: [oneOf(random, ["=", "<", "<=", ">", ">="]), oneOf(random, NUMBERS)] }),
    () => ({
      numeric: [oneOf(random, [">", ">="]), oneOf(random, [0, -1]), oneOf(random, ["<", "<="]), oneOf(random, [1, 2])],
    }),
  ])();

const rules = (random: Random): Json => Array.from({ length: 1 + random(3) }, () => rule(random));

type Making = { readonly names: string[]; readonly choices: boolean; readonly nested: boolean };

/** Names are used once on a way through a policy: what several keys for one path do is tested by itself. */
function policy(random: Random, making: Making): JsonObject {
  const { names, choices, nested } = making;
  const entries = Array.from({ length: 1 + random(2) }, (): readonly [string, Json] => {
    if (choices && random(4) === 0) {
      const choice = (): JsonObject => policy(random, { ...making, choices: false });
      return ["$or", [choice(), choice()]];
    }
    const name = names.splice(random(names.length), 1)[0] ?? expect.fail("too few names");
    const isNested = nested && random(3) === 0;
    const inner = { names: [...INNER_NAMES], choices, nested: false };
    return [name, isNested ? policy(random, inner) : rules(random)];
  });
  return Object.fromEntries(entries);
}

const value = (random: Random, depth: number): Json => {
  const kind = random(depth > 0 ? 6 : 3);
  if (kind === 3) return Array.from({ length: random(4) }, () => value(random, depth - 1));
  if (kind < 4) return scalar(random);
  return Object.fromEntries(
    Array.from({ length: random(6) }, () => [
      oneOf(random, [...INNER_NAMES, ...INNER_NAMES, ...NAMES]),
      value(random, depth - 1),
    ]),
  );
};

const body = (random: Random): JsonObject =>
  Object.fromEntries(Array.from({ length: 1 + random(6) }, () => [oneOf(random, NAMES), value(random, 3)]));

const compiled = (text: string, scope: "MessageAttributes" | "MessageBody") => {
  try {
    return compileFilter(parseFilterPolicy(text, scope));
  } catch {
    // Too complex.
    return undefined;
  }
};

test("bodies are taken as by the naive evaluator", () => {
  const random = seeded(20_261_126);
  const counts = { true: 0, false: 0 };
  for (let run = 0; run < 8000; run += 1) {
    const text = JSON.stringify(policy(random, { names: [...NAMES], choices: true, nested: true }));
    const filter = compiled(text, "MessageBody");
    const message = JSON.stringify(body(random));
    const parsed: JsonObject = JSON.parse(message);
    const leaves = leavesOf(parsed, []);
    // A body of nothing but empty arrays and objects is none of an object without names.
    if (filter === undefined || leaves.length === 0) continue;
    const expected = naive(JSON.parse(text), leaves);
    counts[`${expected}`] += 1;
    if (filter.matches(filterable({ attributes: {}, message })) !== expected) expect.fail(`${text} of ${message}`);
  }
  expect(Math.min(counts.true, counts.false)).toBeGreaterThan(400);
});

test("attributes are taken as by the naive evaluator", () => {
  const random = seeded(42);
  const counts = { true: 0, false: 0 };
  for (let run = 0; run < 8000; run += 1) {
    const text = JSON.stringify(policy(random, { names: [...NAMES], choices: true, nested: false }));
    const filter = compiled(text, "MessageAttributes");
    if (filter === undefined) continue;
    const values = Object.fromEntries(
      Array.from({ length: 1 + random(6) }, (): readonly [string, Json] => [
        oneOf(random, NAMES),
        oneOf<() => Json>(random, [
          () => oneOf(random, TEXTS),
          () => oneOf(random, NUMBERS),
          () => [scalar(random), scalar(random)],
        ])(),
      ]),
    );
    const attributes = Object.fromEntries(Object.entries(values).map(([name, one]) => [name, attributeOf(one)]));
    const expected = naive(JSON.parse(text), leavesOf(values, []));
    counts[`${expected}`] += 1;
    if (filter.matches(filterable({ attributes, message: "" })) !== expected) {
      expect.fail(`${text} of ${JSON.stringify(values)}`);
    }
  }
  expect(Math.min(counts.true, counts.false)).toBeGreaterThan(400);
});

function attributeOf(one: Json): MessageAttribute {
  if (typeof one === "object") return { type: "String.Array", value: JSON.stringify(one) };
  return { type: typeof one === "number" ? "Number" : "String", value: String(one) };
}
