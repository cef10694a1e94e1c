import { hash as digest } from "node:crypto";
import { type AttributeValue, type Item, memberOf } from "./attribute-value.ts";
import { keySizeProblem } from "./check-key.ts";
import { attributesOf, type KeyAttribute, type KeySchema, type KeyType } from "../table/key-schema.ts";

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
  return [bucketOf(parts), ...parts.map(shortPart)];
}

/**
 * Characters or bytes of a part that stands in keys as it is. Engines bound keys to 4,000 bytes, of which range attributes,
 * whose order matters, may take 2,048: each of their zeros is two.
 */
const MAX_SHORT_LENGTH = 64;

/** A part that nothing sorts by: of a long one its digest, in the form that the parts of its attribute never have. */
function shortPart(part: KeyPart): KeyPart {
  if (typeof part === "string") return part.length > MAX_SHORT_LENGTH ? digest("sha256", part, "buffer") : part;
  if (!(part instanceof Uint8Array)) return part;
  return part.length > MAX_SHORT_LENGTH ? digest("sha256", part, "base64") : part;
}

const bucketOf = (parts: readonly KeyPart[]): number =>
  Number.parseInt(digest("md5", parts.map(textOf).join("\0")).slice(0, BUCKET_DIGITS), 16);

/** The bucket of a hash key. */
export const bucketOfHash = (values: readonly AttributeValue[]): number => bucketOf(values.map(keyPart));

/** The bucket of an item, in a table or an index with this key. */
export const bucketOfItem = (item: Item, { hash }: KeySchema): number =>
  bucketOfHash(hash.map((attribute) => valueOf(item, attribute)));

/** Hexadecimal digits of a bucket's number. */
const BUCKET_DIGITS = 4;

function textOf(part: KeyPart): string {
  if (typeof part === "string") return part;
  return part instanceof Uint8Array ? Buffer.from(part).toString("base64") : part.decimal;
}

/** The stored key of an item (or of a key alone) in its table: bucket, hash, range. */
export const itemKey = (item: Item, { hash, range }: KeySchema): readonly (number | KeyPart)[] => [
  ...hashParts(hash.map((attribute) => valueOf(item, attribute))),
  ...range.map((attribute) => keyPart(valueOf(item, attribute))),
];

/**
 * The stored key of an item in an index: the index's bucket, hash and range, then the table's key, which tells apart what
 * the index's does not. `undefined`: the item is not in the index: it lacks a key attribute, or was there before the index and
 * has one of another type, an empty one, or one that is too long.
 */
export function indexKey(item: Item, index: KeySchema, table: KeySchema): readonly (number | KeyPart)[] | undefined {
  if (!attributesOf(index).every(({ name, type }) => isKeyValue(memberOf(item, name), type))) return undefined;
  if (keySizeProblem(item, index) !== undefined) return undefined;
  const tableParts = attributesOf(table).map((attribute) => shortPart(keyPart(valueOf(item, attribute))));
  return [...itemKey(item, index), ...tableParts];
}

function isKeyValue(value: AttributeValue | undefined, type: KeyType): boolean {
  if (value === undefined || !(type in value)) return false;
  if ("S" in value) return value.S !== "";
  return "B" in value ? value.B.length > 0 : true;
}

/** The key attributes of an item. */
export const keyOf = (item: Item, schema: KeySchema): Item =>
  Object.fromEntries(attributesOf(schema).map((attribute) => [attribute.name, valueOf(item, attribute)]));

function valueOf(item: Item, { name }: KeyAttribute): AttributeValue {
  const value = memberOf(item, name);
  if (value === undefined) throw new Error(`The item was let in without its key attribute ${name}.`);
  return value;
}
