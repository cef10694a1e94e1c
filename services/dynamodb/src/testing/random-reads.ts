import type { AttributeValue, Item } from "../domain/item/attribute-value.ts";
import type { Chance } from "../domain/expression/random-items.ts";
import { all, attribute, hash, range } from "./table-requests.ts";

// Tables with indexes of all kinds, items from so few values that they meet, and queries whose answers a list tells, too.

export type RangeType = "S" | "N" | "B";

// Where the order of UTF-16 is another, zeros that keys escape, and numbers whose text has another order.
const VALUES: Readonly<Record<RangeType, readonly AttributeValue[]>> = {
  S: ["a", "ab", "a\0", "a\0b", "b", "é", "\u{1F600}", "\uFFFD", "\u007f"].map((S) => ({ S })),
  N: ["0", "1", "-1", "10", "9", "-10", "0.5", "-0.25", "1.5", "100000"].map((N) => ({ N })),
  B: [[0], [0, 0], [0, 1], [1], [1, 0], [127], [255], [255, 255], [255, 0]].map((B) => ({ B: Buffer.from(B) })),
};

const HASHES: readonly AttributeValue[] = ["p", "q", "a much longer hash key, ".repeat(8)].map((S) => ({ S }));

/** A table, or one of its indexes. */
export type Source = {
  readonly index?: string;
  readonly hash: readonly string[];
  readonly range: readonly string[];
};

export const SOURCES: readonly Source[] = [
  { hash: ["a"], range: ["b"] },
  { index: "local", hash: ["a"], range: ["c"] },
  { index: "global", hash: ["g"], range: ["c"] },
  { index: "several", hash: ["g", "a"], range: ["c", "b"] },
  { index: "hashes", hash: ["g"], range: [] },
];

/** What CreateTable takes to make these sources. */
export const sourcesOf = (type: RangeType) => ({
  BillingMode: "PAY_PER_REQUEST" as const,
  AttributeDefinitions: [attribute("a"), attribute("b", type), attribute("c", type), attribute("g")],
  KeySchema: [hash("a"), range("b")],
  LocalSecondaryIndexes: [{ IndexName: "local", KeySchema: [hash("a"), range("c")], Projection: all }],
  GlobalSecondaryIndexes: [
    { IndexName: "global", KeySchema: [hash("g"), range("c")], Projection: all },
    { IndexName: "several", KeySchema: [hash("g"), hash("a"), range("c"), range("b")], Projection: all },
    { IndexName: "hashes", KeySchema: [hash("g")], Projection: all },
  ],
});

export function randomRow(chance: Chance, type: RangeType): Item {
  const item: Record<string, AttributeValue> = { a: chance.pick(HASHES), b: chance.pick(VALUES[type]) };
  if (!chance.one(4)) item["c"] = chance.pick(VALUES[type]);
  if (!chance.one(4)) item["g"] = chance.pick(HASHES);
  item["x"] = { N: String(chance.below(3)) };
  return item;
}

/** A condition: as an expression has it, and as a list is searched by it. */
export type RandomCondition = {
  readonly text: string;
  readonly values: Item;
  readonly holds: (item: Item) => boolean;
};

export const isIn = ({ hash: hashes, range: ranges }: Source, item: Item): boolean =>
  [...hashes, ...ranges].every((name) => item[name] !== undefined);

/** What a query asks of the key of a source. */
export function randomKeyCondition(chance: Chance, source: Source, type: RangeType): RandomCondition {
  const conditions = source.hash.map((name) => equality(name, chance.pick(HASHES)));
  const [first] = source.range;
  if (first !== undefined && !chance.one(4)) conditions.push(comparison(first, chance, type));
  return {
    text: conditions.map(({ text }) => text).join(" AND "),
    values: Object.assign({}, ...conditions.map(({ values }) => values)) as Item, // as: of items, an item.
    holds: (item) => isIn(source, item) && conditions.every(({ holds }) => holds(item)),
  };
}

/** What a filter asks of the attribute that is in no key. */
export const randomFilter = (chance: Chance): RandomCondition => equality("x", { N: String(chance.below(3)) });

const equality = (name: string, value: AttributeValue): RandomCondition => ({
  text: `${name} = :${name}`,
  values: { [`:${name}`]: value },
  holds: (item) => compare(item[name], value) === 0,
});

const ORDERS: readonly (readonly [operator: string, holds: (order: number) => boolean])[] = [
  ["=", (order) => order === 0],
  ["<", (order) => order < 0],
  ["<=", (order) => order <= 0],
  [">", (order) => order > 0],
  [">=", (order) => order >= 0],
];

function comparison(name: string, chance: Chance, type: RangeType): RandomCondition {
  const [one, other] = [chance.pick(VALUES[type]), chance.pick(VALUES[type])];
  const kind = chance.below(type === "N" ? 6 : 7);
  if (kind === 6) {
    const holds = (item: Item): boolean => startsWith(item[name], one);
    return { text: `begins_with(${name}, :v)`, values: { ":v": one }, holds };
  }
  if (kind === 5) {
    const [low, high] = compare(one, other) > 0 ? [other, one] : [one, other];
    const holds = (item: Item): boolean => compare(item[name], low) >= 0 && compare(item[name], high) <= 0;
    return { text: `${name} BETWEEN :v AND :w`, values: { ":v": low, ":w": high }, holds };
  }
  const [operator, isAsked] = chance.pick(ORDERS);
  const holds = (item: Item): boolean => isAsked(compare(item[name], one));
  return { text: `${name} ${operator} :v`, values: { ":v": one }, holds };
}

/** The slow and obvious order. */
export function compare(a: AttributeValue | undefined, b: AttributeValue | undefined): number {
  if (a === undefined || b === undefined) throw new Error("There is nothing to compare.");
  return "N" in a && "N" in b ? Number(a.N) - Number(b.N) : Buffer.compare(bytesOf(a), bytesOf(b));
}

function bytesOf(value: AttributeValue): Buffer {
  if ("S" in value) return Buffer.from(value.S);
  if ("B" in value) return Buffer.from(value.B);
  throw new Error("Values of these types have no order.");
}

function startsWith(value: AttributeValue | undefined, beginning: AttributeValue): boolean {
  if (value === undefined) return false;
  const first = bytesOf(beginning);
  return bytesOf(value).subarray(0, first.length).equals(first);
}
