import { type AttributeType, type AttributeValue, type Item, memberOf, typeOf } from "./attribute-value.ts";
import { invalidParameter, keyDoesNotMatchSchema, parameterNotValid } from "../errors.ts";
import { valueSize } from "./item-size.ts";
import { attributesOf, type KeyAttribute, type KeySchema } from "../table/key-schema.ts";
import type { Index, Table } from "../table/table.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-partition-sort-keys */
const MAX_HASH_BYTES = 2048;
const MAX_RANGE_BYTES = 1024;

/**
 * Whether a request's `Key` is one of the table.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function checkKey(key: Item, schema: KeySchema): void {
  const attributes = attributesOf(schema);
  for (const { name, type } of attributes) {
    const value = memberOf(key, name);
    if (value === undefined || typeOf(value) !== type) throw keyDoesNotMatchSchema();
  }
  if (Object.keys(key).length !== attributes.length) throw keyDoesNotMatchSchema();
  checkNotEmpty(key, schema);
  checkKeySizes(key, schema);
}

/**
 * Whether an item has the table's key, and whatever it has of its indexes' keys fits.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function checkItemKeys(item: Item, table: Table): void {
  for (const { name, type } of attributesOf(table.key)) {
    const value = memberOf(item, name);
    if (value === undefined) throw invalidParameter(`Missing the key ${name} in the item`);
    const actual = typeOf(value);
    if (actual !== type) throw invalidParameter(`Type mismatch for key ${name} expected: ${type} actual: ${actual}`);
  }
  checkNotEmpty(item, table.key);
  checkKeySizes(item, table.key);
  for (const index of indexesOf(table)) checkIndexKey(item, index);
}

/** In the order of their names, in which AWS looks at them. */
export function indexesOf({ globalIndexes, localIndexes }: Table): readonly Index[] {
  if (globalIndexes.length === 0 && localIndexes.length === 0) return NONE;
  return [...globalIndexes, ...localIndexes].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

const NONE: readonly Index[] = [];

function checkIndexKey(item: Item, index: Index): void {
  for (const { name, type } of attributesOf(index.key)) {
    const value = memberOf(item, name);
    if (value === undefined) continue;
    const actual = typeOf(value);
    if (actual !== type) throw indexKeyTypeMismatch(index, { name, type }, actual);
    const problem = emptyKeyProblem(value);
    if (problem === undefined) continue;
    const supported = "A value specified for a secondary index key is not supported.";
    throw parameterNotValid(`${supported} ${problem} IndexName: ${index.name}, IndexKey: ${name}`);
  }
  checkKeySizes(item, index.key);
}

/** An attribute of this type cannot be the index's key. */
export const indexKeyTypeMismatch = (
  { name: index }: Index,
  { name, type }: KeyAttribute,
  actual: AttributeType,
): Error =>
  invalidParameter(`Type mismatch for Index Key ${name} Expected: ${type} Actual: ${actual} IndexName: ${index}`);

/** @throws AwsError `ValidationException` where what an item has of a key is too long */
export function checkKeySizes(item: Item, key: KeySchema): void {
  const problem = keySizeProblem(item, key);
  if (problem !== undefined) throw invalidParameter(problem);
}

/** What is wrong with the lengths of an item's key attributes, if anything. */
export function keySizeProblem(item: Item, { hash, range }: KeySchema): string | undefined {
  if (hash.some(({ name }) => keySize(memberOf(item, name)) > MAX_HASH_BYTES)) {
    // AWS's words lack a space.
    return `Size of hashkey has exceeded the maximum size limit of${MAX_HASH_BYTES} bytes`;
  }
  if (range.reduce((bytes, { name }) => bytes + keySize(memberOf(item, name)), 0) <= MAX_RANGE_BYTES) return undefined;
  return `Aggregated size of all range keys has exceeded the size limit of ${MAX_RANGE_BYTES} bytes`;
}

function keySize(value: AttributeValue | undefined): number {
  if (value === undefined) return 0;
  return "S" in value || "B" in value ? valueSize(value) : 0;
}

function checkNotEmpty(key: Item, schema: KeySchema): void {
  for (const { name } of attributesOf(schema)) {
    const value = memberOf(key, name);
    const problem = value && emptyKeyProblem(value);
    if (problem !== undefined) throw parameterNotValid(`${problem} Key: ${name}`);
  }
}

/** What is wrong with an empty value as a key; in items alone AWS takes it. */
export function emptyKeyProblem(value: AttributeValue): string | undefined {
  const isEmpty = ("S" in value && value.S === "") || ("B" in value && value.B.length === 0);
  if (!isEmpty) return undefined;
  return `The AttributeValue for a key attribute cannot contain an empty ${"S" in value ? "string" : "binary"} value.`;
}
