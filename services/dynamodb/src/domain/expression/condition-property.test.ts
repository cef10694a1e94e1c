import { expect, test } from "vitest";
import type { AttributeValue, Item } from "../item/attribute-value.ts";
import { compileCondition } from "./condition.ts";
import { Placeholders } from "./placeholders.ts";
import { Chance, randomItem, randomPath, randomValue, type RandomPath } from "./random-items.ts";

// Random conditions, as trees: written as text for the engine, and evaluated as trees by a slow and obvious reference.

type Operand = { path: RandomPath } | { value: AttributeValue } | { size: Operand };
type Tree = { op: "AND" | "OR"; parts: [Tree, Tree] } | { op: "NOT"; part: Tree } | { op: string; operands: Operand[] };

const COMPARATORS = ["=", "<>", "<", "<=", ">", ">="];
const CASES = 2000;

// --- the reference

/** A text that is the same for equal values, and only for them. */
function canonical(value: AttributeValue): string {
  if ("L" in value) return `L(${value.L.map((element) => canonical(element)).join()})`;
  if ("M" in value) {
    const members = Object.keys(value.M).toSorted();
    return `M(${members.map((name) => `${JSON.stringify(name)}:${canonical(value.M[name] ?? { NULL: true })}`).join()})`;
  }
  if ("SS" in value)
    return `SS(${value.SS.map((member) => JSON.stringify(member))
      .toSorted()
      .join()})`;
  if ("NS" in value) return `NS(${value.NS.toSorted().join()})`;
  if ("BS" in value)
    return `BS(${value.BS.map((member) => Buffer.from(member).toString("hex"))
      .toSorted()
      .join()})`;
  if ("B" in value) return `B(${Buffer.from(value.B).toString("hex")})`;
  return JSON.stringify(value);
}

/** The number times 10^40, which is whole for all that the tests use. */
function scaled(number: string): bigint {
  const [whole = "", fraction = ""] = number.replace("-", "").split(".");
  const digits = BigInt(whole + fraction.padEnd(40, "0"));
  return number.startsWith("-") ? -digits : digits;
}

function order(a: AttributeValue, b: AttributeValue): number | undefined {
  if ("N" in a && "N" in b) return scaled(a.N) < scaled(b.N) ? -1 : scaled(a.N) > scaled(b.N) ? 1 : 0;
  if ("S" in a && "S" in b) return Buffer.compare(Buffer.from(a.S), Buffer.from(b.S));
  if ("B" in a && "B" in b) return Buffer.compare(a.B, b.B);
  return undefined;
}

function valueOf(operand: Operand, item: Item): AttributeValue | undefined {
  if ("value" in operand) return operand.value;
  if ("path" in operand) return read(operand.path, item);
  const whole = valueOf(operand.size, item);
  const [content]: unknown[] = whole === undefined ? [] : Object.values(whole);
  if (whole === undefined || "N" in whole || typeof content !== "object") {
    return typeof content === "string" && whole !== undefined && "S" in whole
      ? { N: String(content.length) }
      : undefined;
  }
  return { N: String(Object.keys(content ?? {}).length) };
}

function read(path: RandomPath, item: Item): AttributeValue | undefined {
  let value: AttributeValue | undefined = { M: item };
  for (const step of path) {
    if (value === undefined) return undefined;
    if (typeof step === "string") value = "M" in value ? value.M[step] : undefined;
    else value = "L" in value ? value.L[step] : undefined;
  }
  return value;
}

function compare(op: string, left: AttributeValue | undefined, right: AttributeValue | undefined): boolean {
  const equal = left !== undefined && right !== undefined && canonical(left) === canonical(right);
  if (op === "=") return equal;
  if (op === "<>") return !equal;
  const between = left === undefined || right === undefined ? undefined : order(left, right);
  if (between === undefined) return false;
  if (op === "<") return between < 0;
  if (op === "<=") return between <= 0;
  return op === ">" ? between > 0 : between >= 0;
}

function contains(whole: AttributeValue, part: AttributeValue): boolean {
  if ("S" in whole && "S" in part) return whole.S.split(part.S).length > 1 || part.S === "";
  if ("B" in whole && "B" in part) {
    const [hex, inner] = [Buffer.from(whole.B).toString("hex"), Buffer.from(part.B).toString("hex")];
    for (let at = 0; at <= hex.length; at += 2) if (hex.slice(at).startsWith(inner)) return true;
    return false;
  }
  if ("L" in whole) return whole.L.some((element) => canonical(element) === canonical(part));
  if ("SS" in whole) return whole.SS.some((member) => canonical({ S: member }) === canonical(part));
  if ("NS" in whole) return whole.NS.some((member) => canonical({ N: member }) === canonical(part));
  if ("BS" in whole) return whole.BS.some((member) => canonical({ B: member }) === canonical(part));
  return false;
}

function beginsWith(whole: AttributeValue, prefix: AttributeValue): boolean {
  if ("S" in whole && "S" in prefix) return whole.S.slice(0, prefix.S.length) === prefix.S;
  if (!("B" in whole) || !("B" in prefix)) return false;
  return Buffer.from(whole.B).toString("hex").startsWith(Buffer.from(prefix.B).toString("hex"));
}

const PREDICATES: Readonly<Record<string, (whole: AttributeValue, part: AttributeValue) => boolean>> = {
  attribute_type: (value, type) => "S" in type && Object.keys(value)[0] === type.S,
  contains,
  begins_with: beginsWith,
};

function holds(tree: Tree, item: Item): boolean {
  if ("parts" in tree) {
    const parts = tree.parts.filter((part) => holds(part, item));
    return parts.length >= (tree.op === "AND" ? 2 : 1);
  }
  if ("part" in tree) return !holds(tree.part, item);
  const [first, second, ...more] = tree.operands.map((operand) => valueOf(operand, item));
  if (tree.op === "BETWEEN") return compare(">=", first, second) && compare("<=", first, more[0]);
  if (tree.op === "IN") return [second, ...more].some((candidate) => compare("=", first, candidate));
  if (tree.op.endsWith("exists")) return tree.op.includes("not") === (first === undefined);
  const predicate = PREDICATES[tree.op];
  if (predicate === undefined) return compare(tree.op, first, second);
  return first !== undefined && second !== undefined && predicate(first, second);
}

// --- random trees, and their texts

function randomOperand(chance: Chance): Operand {
  if (chance.one(8)) return { size: { path: randomPath(chance) } };
  return chance.one(2) ? { path: randomPath(chance) } : { value: randomValue(chance, 1) };
}

function randomTree(chance: Chance, depth: number): Tree {
  if (depth > 0 && chance.one(2)) {
    if (chance.one(4)) return { op: "NOT", part: randomTree(chance, depth - 1) };
    return {
      op: chance.pick(["AND", "OR"]),
      parts: [randomTree(chance, depth - 1), randomTree(chance, depth - 1)],
    };
  }
  const op = chance.pick([
    ...COMPARATORS,
    ...COMPARATORS,
    "BETWEEN",
    "IN",
    "attribute_exists",
    "attribute_not_exists",
    "attribute_type",
    "contains",
    "contains",
    "begins_with",
  ]);
  const path: Operand = { path: randomPath(chance) };
  if (op.endsWith("exists")) return { op, operands: [path] };
  if (op === "attribute_type") {
    return {
      op,
      operands: [path, { value: { S: chance.pick(["S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL"]) } }],
    };
  }
  const count = op === "BETWEEN" ? 3 : op === "IN" ? 2 + chance.below(4) : 2;
  return { op, operands: Array.from({ length: count }, () => randomOperand(chance)) };
}

class Writer {
  readonly names: Record<string, string> = {};
  readonly values: Record<string, AttributeValue> = {};
  readonly #chance: Chance;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  write(tree: Tree, binding = 0): string {
    const own = tree.op === "OR" ? 1 : tree.op === "AND" ? 2 : tree.op === "NOT" ? 3 : 4;
    const text = this.#text(tree, own);
    return own < binding || this.#chance.one(6) ? `(${text})` : text;
  }

  #text(tree: Tree, own: number): string {
    if ("parts" in tree) return tree.parts.map((part) => this.write(part, own)).join(this.#word(tree.op));
    if ("part" in tree) return `${this.#word("NOT")}${this.write(tree.part, own)}`;
    const [first = "", second = "", ...more] = tree.operands.map((operand) => this.#operand(operand));
    if (tree.op === "BETWEEN") return `${first}${this.#word("BETWEEN")}${second}${this.#word("AND")}${more.join("")}`;
    if (tree.op === "IN") return `${first}${this.#word("IN")}(${[second, ...more].join(", ")})`;
    if (COMPARATORS.includes(tree.op)) return `${first}${this.#space()}${tree.op}${this.#space()}${second}`;
    return `${tree.op}${this.#space()}(${second === "" ? first : `${first},${second}`})`;
  }

  #operand(operand: Operand): string {
    let text: string;
    if ("path" in operand) text = this.#path(operand.path);
    else if ("size" in operand) text = `size(${this.#operand(operand.size)})`;
    else {
      text = `:v${Object.keys(this.values).length}`;
      this.values[text] = operand.value;
    }
    return this.#chance.one(10) ? `(${text})` : text;
  }

  #path(path: RandomPath): string {
    let text = "";
    for (const step of path) {
      if (typeof step === "number") text += `[${step}]`;
      else {
        const alias = `#${step}`;
        const named = this.#chance.one(2);
        if (named) this.names[alias] = step;
        text += `${text === "" ? "" : "."}${named ? alias : step}`;
      }
    }
    return text;
  }

  #word(word: string): string {
    return ` ${this.#chance.pick([word, word.toLowerCase()])} `;
  }

  #space(): string {
    return this.#chance.pick(["", " ", "\n\t"]);
  }
}

// What the engine refuses before it looks at an item; the reference knows no such rules.
const REFUSED = /Incorrect operand type|must be distinct|BETWEEN operator requires/;

test("a condition holds for an item exactly when the reference says so", () => {
  const chance = new Chance(20261126);
  let compared = 0;
  let held = 0;
  for (let round = 0; round < CASES; round += 1) {
    const tree = randomTree(chance, 3);
    const writer = new Writer(chance);
    const text = writer.write(tree);
    const { names, values } = writer;
    try {
      const placeholders = new Placeholders({
        names: Object.keys(names).length === 0 ? undefined : names,
        values: Object.keys(values).length === 0 ? undefined : values,
      });
      const condition = compileCondition(text, placeholders);
      placeholders.refuseUnused();
      for (let turn = 0; turn < 4; turn += 1) {
        const item = randomItem(chance);
        const expected = holds(tree, item);
        expect(condition.holds(item), `${text} with ${JSON.stringify({ values, item })}`).toBe(expected);
        compared += 1;
        if (expected) held += 1;
      }
    } catch (error) {
      if (!(error instanceof Error) || !REFUSED.test(error.message)) throw error;
    }
  }
  // Otherwise the test has lost its bite.
  expect(compared).toBeGreaterThan(CASES);
  expect(held / compared).toBeGreaterThan(0.2);
  expect(held / compared).toBeLessThan(0.8);
});
