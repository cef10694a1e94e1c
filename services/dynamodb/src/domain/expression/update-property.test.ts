import { expect, test } from "vitest";
import type { AttributeValue, Item } from "../item/attribute-value.ts";
import { Placeholders } from "./placeholders.ts";
import { Chance, randomItem, randomPath, randomSet, randomValue, type RandomPath } from "./random-items.ts";
import { compileUpdate } from "./update.ts";

// Random updates: written as text for the engine, and done step by step on a copy by a slow and obvious reference.

type Source =
  | { path: RandomPath }
  | { value: AttributeValue }
  | { call: "if_not_exists" | "list_append"; operands: [Source, Source] }
  | { sign: "+" | "-"; operands: [Source, Source] };
type Action =
  | { section: "SET"; path: RandomPath; source: Source }
  | { section: "REMOVE"; path: RandomPath }
  | { section: "ADD" | "DELETE"; path: RandomPath; value: AttributeValue };

const CASES = 3000;
const NOT_THERE = "The provided expression refers to an attribute that does not exist in the item";
const WRONG_TYPE = "An operand in the update expression has an incorrect data type";
const INVALID_PATH = "The document path provided in the update expression is invalid for update";

// --- the reference works on copies in which lists may have holes, and numbers are sums of 10^-40

type Draft = { [name: string]: Node };
type Node = { leaf: AttributeValue } | { members: Draft } | { elements: (Node | "removed")[]; late: [number, Node][] };

function draft(value: AttributeValue): Node {
  if ("L" in value) return { elements: value.L.map((element) => draft(element)), late: [] };
  return "M" in value ? { members: draftMap(value.M) } : { leaf: value };
}

const draftMap = (map: Item): Draft =>
  Object.fromEntries(Object.entries(map).map(([name, value]) => [name, draft(value)]));

function finish(node: Node): AttributeValue {
  if ("leaf" in node) return node.leaf;
  if ("members" in node) return { M: finishMap(node.members) };
  const kept = node.elements.filter((element) => element !== "removed");
  const late = node.late.toSorted(([a], [b]) => a - b).map(([, element]) => element);
  return { L: [...kept, ...late].map((element) => finish(element)) };
}

const finishMap = (map: Draft): Item =>
  Object.fromEntries(Object.entries(map).map(([name, node]) => [name, finish(node)]));

function read(item: Item, path: RandomPath): AttributeValue | undefined {
  let value: AttributeValue | undefined = { M: item };
  for (const step of path) {
    if (value === undefined) return undefined;
    if (typeof step === "string") value = "M" in value ? value.M[step] : undefined;
    else value = "L" in value ? value.L[step] : undefined;
  }
  return value;
}

const PLACES = 40;

function sum(a: string, sign: "+" | "-", b: string): string {
  const scaled = (number: string): bigint => {
    const [whole = "", fraction = ""] = number.replace("-", "").split(".");
    const digits = BigInt(whole + fraction.padEnd(PLACES, "0"));
    return number.startsWith("-") ? -digits : digits;
  };
  const result = sign === "+" ? scaled(a) + scaled(b) : scaled(a) - scaled(b);
  const digits = String(result)
    .replace("-", "")
    .padStart(PLACES + 1, "0");
  const plain = `${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`.replace(/\.?0+$/, "");
  if (plain.replace(/\D/g, "").replace(/^0+|0+$/g, "").length > 38) {
    throw new Error("Attempting to store more than 38 significant digits in a Number");
  }
  return result < 0n ? `-${plain}` : plain;
}

function evaluate(source: Source, item: Item): AttributeValue {
  if ("value" in source) return source.value;
  if ("path" in source) {
    const value = read(item, source.path);
    if (value === undefined) throw new Error(NOT_THERE);
    return value;
  }
  const [left, right] = source.operands;
  if ("call" in source && source.call === "if_not_exists") {
    const existing = "path" in left ? read(item, left.path) : undefined;
    return existing ?? evaluate(right, item);
  }
  const operands: readonly [AttributeValue, AttributeValue] = [evaluate(left, item), evaluate(right, item)];
  return "sign" in source ? total(source.sign, operands) : joined(operands);
}

function total(sign: "+" | "-", [a, b]: readonly [AttributeValue, AttributeValue]): AttributeValue {
  if (!("N" in a) || !("N" in b)) throw new Error(WRONG_TYPE);
  return { N: sum(a.N, sign, b.N) };
}

function joined([a, b]: readonly [AttributeValue, AttributeValue]): AttributeValue {
  if (!("L" in a) || !("L" in b)) throw new Error(WRONG_TYPE);
  return { L: a.L.concat(b.L) };
}

const text = (member: string | Uint8Array): string =>
  typeof member === "string" ? member : Buffer.from(member).toString("hex");

/** ADD and DELETE on sets, by the texts of the members. */
function changedSet(set: AttributeValue, other: AttributeValue, adds: boolean): AttributeValue {
  const [type] = Object.keys(set);
  if (type === undefined || type !== Object.keys(other)[0] || type.length !== 2) throw new Error(WRONG_TYPE);
  const members: (string | Uint8Array)[] = Object.values(set)[0];
  const changes: (string | Uint8Array)[] = Object.values(other)[0];
  const texts = new Set(changes.map((member) => text(member)));
  const rest = members.filter((member) => !texts.has(text(member)));
  const result = adds ? [...rest, ...changes] : rest;
  if (type === "SS") return { SS: result.map(String) };
  return type === "NS" ? { NS: result.map(String) } : { BS: result.filter((member) => member instanceof Uint8Array) };
}

function changed(
  action: Action,
  node: Node | undefined,
  assigned: AttributeValue | undefined,
): AttributeValue | undefined {
  if (action.section === "SET") return assigned;
  if (action.section === "REMOVE") return undefined;
  if (node === undefined) return action.section === "ADD" ? action.value : undefined;
  const existing = finish(node);
  if ("N" in action.value) return total("+", [existing, action.value]);
  const result = changedSet(existing, action.value, action.section === "ADD");
  return Object.values(result)[0].length > 0 ? result : undefined;
}

function perform(root: Draft, action: Action, assigned: AttributeValue | undefined): void {
  const steps = [...action.path];
  const last = steps.pop() ?? "";
  let parent: Node = { members: root };
  for (const step of steps) parent = child(parent, step) ?? noParent();
  const existing = child(parent, last);
  if (typeof last === "string") {
    if (!("members" in parent)) return noParent();
    const value = changed(action, existing, assigned);
    if (value === undefined) delete parent.members[last];
    else parent.members[last] = draft(value);
    return undefined;
  }
  if (!("elements" in parent)) return noParent();
  const value = changed(action, existing, assigned);
  if (last < parent.elements.length) parent.elements[last] = value === undefined ? "removed" : draft(value);
  else if (value !== undefined) parent.late.push([last, draft(value)]);
  return undefined;
}

function noParent(): never {
  throw new Error(INVALID_PATH);
}

function child(node: Node, step: string | number): Node | undefined {
  if (typeof step === "string") return "members" in node ? node.members[step] : undefined;
  const element = "elements" in node ? node.elements[step] : undefined;
  return element === "removed" ? undefined : element;
}

function update(actions: readonly Action[], before: Item): Item {
  const assigned = actions.map((action) => (action.section === "SET" ? evaluate(action.source, before) : undefined));
  const root = draftMap(before);
  for (const [index, action] of actions.entries()) perform(root, action, assigned[index]);
  return finishMap(root);
}

/** Sets have no order of their own in the reference. */
function unordered(value: unknown): unknown {
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString("hex")}`;
  if (Array.isArray(value)) return value.map((element) => unordered(element));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const plain = unordered(inner);
      return [name, /^[SNB]S$/.test(name) && Array.isArray(plain) ? plain.map(String).toSorted() : plain];
    }),
  );
}

// --- random updates, and their texts

const randomNumber = (chance: Chance): AttributeValue => ({
  N: chance.pick(["0", "1", "-2", "0.5", "99999999999999999999"]),
});

function randomSource(chance: Chance): Source {
  switch (chance.below(6)) {
    case 0:
      return { path: randomPath(chance) };
    case 1:
      return {
        sign: chance.pick(["+", "-"]),
        operands: [{ path: randomPath(chance) }, { value: randomNumber(chance) }],
      };
    case 2:
      return { call: "if_not_exists", operands: [{ path: randomPath(chance) }, { value: randomValue(chance, 1) }] };
    case 3: {
      const list: Source = { value: { L: [randomValue(chance, 0)] } };
      const existing: Source = { call: "if_not_exists", operands: [{ path: randomPath(chance) }, list] };
      return { call: "list_append", operands: chance.one(2) ? [existing, list] : [list, existing] };
    }
    default:
      return { value: randomValue(chance, 1) };
  }
}

function randomAction(chance: Chance): Action {
  // Deep paths often lead nowhere, and one such action fails an update.
  const path: RandomPath = chance.one(4) ? randomPath(chance) : [chance.pick(["a", "b", "c", "d", "e", "f"])];
  const section = chance.pick(["SET", "SET", "REMOVE", "ADD", "DELETE"] as const);
  if (section === "SET") return { section, path, source: randomSource(chance) };
  if (section === "REMOVE") return { section, path };
  return { section, path, value: section === "ADD" && chance.one(2) ? randomNumber(chance) : randomSet(chance) };
}

const pathText = (steps: RandomPath): string =>
  steps.map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`)).join("");

function written(actions: readonly Action[], values: Record<string, AttributeValue>): string {
  const value = (constant: AttributeValue): string => {
    const name = `:v${Object.keys(values).length}`;
    values[name] = constant;
    return name;
  };
  const source = (from: Source): string => {
    if ("path" in from) return pathText(from.path);
    if ("value" in from) return value(from.value);
    const [left, right] = from.operands.map((operand) => source(operand));
    return "call" in from ? `${from.call}(${left}, ${right})` : `${left} ${from.sign} ${right}`;
  };
  const sections = ["SET", "REMOVE", "ADD", "DELETE"].map((section) => {
    const own = actions.filter((action) => action.section === section);
    const texts = own.map((action) => {
      if (action.section === "SET") return `${pathText(action.path)} = ${source(action.source)}`;
      return action.section === "REMOVE" ? pathText(action.path) : `${pathText(action.path)} ${value(action.value)}`;
    });
    return texts.length === 0 ? "" : `${section} ${texts.join(", ")} `;
  });
  return sections.join("");
}

/** What came of it: the item, or the error's message. */
function outcome(run: () => Item | undefined): unknown {
  try {
    return unordered(run());
  } catch (error) {
    if (error instanceof Error) return error.message;
    throw error;
  }
}

test("an update does to an item what the reference does, or fails for the same reason", () => {
  const chance = new Chance(2026);
  let done = 0;
  let failed = 0;
  for (let round = 0; round < CASES; round += 1) {
    const drawn = Array.from({ length: 1 + chance.below(3) }, () => randomAction(chance));
    const actions = ["SET", "REMOVE", "ADD", "DELETE"].flatMap((name) =>
      drawn.filter(({ section }) => section === name),
    );
    const values: Record<string, AttributeValue> = {};
    const expression = written(actions, values);
    const placeholders = new Placeholders({ values: Object.keys(values).length === 0 ? undefined : values });
    let compiled;
    try {
      compiled = compileUpdate(expression, placeholders);
    } catch (error) {
      if (error instanceof Error && error.message.includes("Two document paths")) continue;
      throw error;
    }
    const before = randomItem(chance);
    const copy = structuredClone(before);
    const actual = outcome(() => compiled.apply(before, {}));
    const expected = outcome(() => update(actions, before));
    const context = `${expression} with ${JSON.stringify({ values, before })}`;
    // Of two reasons to fail, either will do: the reference knows no order of the actions.
    if (typeof expected === "string") expect(typeof actual, context).toBe("string");
    if (typeof expected !== "string" || actions.length === 1) expect(actual, context).toEqual(expected);
    expect(before, context).toEqual(copy);
    if (typeof actual === "string") failed += 1;
    else done += 1;
  }
  // Otherwise the test has lost its bite.
  expect(done).toBeGreaterThan(CASES / 5);
  expect(failed).toBeGreaterThan(CASES / 5);
});
