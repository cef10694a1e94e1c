import { createHash } from "node:crypto";
import type { AttributeValue, Item } from "./attribute-value.ts";
import { attributesOf, type KeyAttribute, type KeySchema } from "./key-schema.ts";

/** A part of a stored key: text, bytes, or a number that sorts by its value. */
export type KeyPart = string | Uint8Array | { readonly decimal: string };

/**
 * Items of a table are spread by a hash of their hash key over so many buckets, which come first in stored keys: a scan
 * sees hash keys in no order, as AWS's does, and its segments are ranges of buckets.
 */
export const BUCKETS = 65_536;

/** The part of a stored key that one key attribute makes; the value was validated against the schema. */
export function keyPart(value: AttributeValue): KeyPart {
  if ("S" in value) return value.S;
  if ("N" in value) return { decimal: value.N };
  if ("B" in value) return value.B;
  throw new Error("A key attribute is text, a number, or bytes.");
}

/** The parts of hash attributes, the bucket first. */
export function hashParts(values: readonly AttributeValue[]): readonly (number | KeyPart)[] {
  const parts = values.map(keyPart);
  return [bucketOf(parts), ...parts];
}

function bucketOf(parts: readonly KeyPart[]): number {
  const hash = createHash("md5");
  for (const part of parts) {
    if (typeof part === "string") hash.update("S").update(part);
    else if (part instanceof Uint8Array) hash.update("B").update(part);
    else hash.update("N").update(part.decimal);
    hash.update("\0");
  }
  return hash.digest().readUInt16BE(0);
}

/** The stored key of an item (or of a key alone) in its table: bucket, hash, range. */
export const itemKey = (item: Item, { hash, range }: KeySchema): readonly (number | KeyPart)[] => [
  ...hashParts(hash.map((attribute) => valueOf(item, attribute))),
  ...range.map((attribute) => keyPart(valueOf(item, attribute))),
];

/**
 * The stored key of an item in an index: the index's bucket, hash and range, then the table's key, which tells apart what
 * the index's does not. `undefined`: the item lacks a key attribute of the index, and is not in it.
 */
export function indexKey(item: Item, index: KeySchema, table: KeySchema): readonly (number | KeyPart)[] | undefined {
  if (attributesOf(index).some(({ name }) => item[name] === undefined)) return undefined;
  return [...itemKey(item, index), ...attributesOf(table).map((attribute) => keyPart(valueOf(item, attribute)))];
}

/** The key attributes of an item. */
export const keyOf = (item: Item, schema: KeySchema): Item =>
  Object.fromEntries(attributesOf(schema).map((attribute) => [attribute.name, valueOf(item, attribute)]));

function valueOf(item: Item, { name }: KeyAttribute): AttributeValue {
  const value = item[name];
  if (value === undefined) throw new Error(`The item was let in without its key attribute ${name}.`);
  return value;
}
