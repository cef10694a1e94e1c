import { AwsError } from "@skylab/aws";
import { type Item, memberOf, typeOf } from "../item/attribute-value.ts";
import { checkKey, checkKeySizes, emptyKeyProblem } from "../item/check-key.ts";
import { keyDoesNotMatchSchema, parameterNotValid, validationError } from "../errors.ts";
import { type KeyCondition, type KeyRange, orderOf, valuesEqual } from "../expression/index.ts";
import { keyOf } from "../item/item-key.ts";
import type { KeyAttribute } from "../table/key-schema.ts";
import type { RawItem } from "../item/read-item.ts";
import type { ReadSource } from "./read-source.ts";

// `ExclusiveStartKey`: what AWS says of it depends on the operation, on whether an index is read, and on what is wrong.

const INVALID = "The provided starting key is invalid";

/** AWS complains of these without saying that it is the starting key's. */
const UNPREFIXED = /number|numeric|duplicates/i;

/** @throws AwsError `ValidationException` where it holds what is no value */
export function readStartKey(key: RawItem | undefined, read: (item: RawItem) => Item): Item | undefined {
  if (key === undefined) return undefined;
  try {
    return read(key);
  } catch (error) {
    if (error instanceof AwsError && !UNPREFIXED.test(error.message)) throw invalid(error.message);
    throw error;
  }
}

/** @throws AwsError `ValidationException` where it has more or fewer attributes than a key of the source */
export function checkStartKeyCount(start: Item, { keyNames, index }: ReadSource, operation: "Query" | "Scan"): void {
  if (Object.keys(start).length === keyNames.length) return;
  throw operation === "Scan" && index === undefined ? invalid(keyDoesNotMatchSchema().message) : invalid();
}

/** @throws AwsError `ValidationException` where it lacks one of the attributes, or has what cannot be of a key */
export function checkStartKeyAttributes(start: Item, attributes: readonly KeyAttribute[]): void {
  for (const { name, type } of attributes) {
    const value = memberOf(start, name);
    if (value === undefined) throw invalid();
    if (typeOf(value) !== type) throw keyDoesNotMatchSchema();
    const problem = emptyKeyProblem(value);
    if (problem !== undefined) throw parameterNotValid(`${problem} Key: ${name}`);
  }
}

/** @throws AwsError `ValidationException` where what it has of the table's key is none */
export function checkTableStartKey(start: Item, { table: { key }, ...source }: ReadSource): void {
  const names = [...key.hash, ...key.range].map(({ name }) => name);
  if (names.some((name) => memberOf(start, name) === undefined)) throw invalid(keyDoesNotMatchSchema().message);
  try {
    checkKey(keyOf(start, key), key);
    checkKeySizes(start, source.key);
  } catch (error) {
    throw error instanceof AwsError ? invalid(error.message) : error;
  }
}

/** @throws AwsError `ValidationException` where a Query with this condition would never have answered it */
export function checkStartKeyCondition(start: Item, { key }: ReadSource, { hash, range }: KeyCondition): void {
  if (!range.every((one) => isInRange(start, one))) {
    throw validationError("The provided starting key does not match the range key predicate");
  }
  const isOfHash = key.hash.every(({ name }, position) => {
    const [asked, actual] = [hash[position], memberOf(start, name)];
    return asked !== undefined && actual !== undefined && valuesEqual(asked, actual);
  });
  if (isOfHash) return;
  throw validationError(
    range.length === 0
      ? "The provided starting key is outside query boundaries based on provided conditions"
      : "The query can return at most one row and cannot be restarted",
  );
}

function isInRange(start: Item, { name, operator, values: [first, second] }: KeyRange): boolean {
  const value = memberOf(start, name);
  if (value === undefined || first === undefined) return false;
  if (operator === "begins_with") return beginsWith(value, first);
  const order = orderOf(value, first);
  if (order === undefined) return false;
  if (operator === "BETWEEN") return order >= 0 && second !== undefined && (orderOf(value, second) ?? 1) <= 0;
  return ORDERS[operator](order);
}

const ORDERS: Readonly<Record<"=" | "<" | "<=" | ">" | ">=", (order: number) => boolean>> = {
  "=": (order) => order === 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

function beginsWith(value: Item[string], beginning: Item[string]): boolean {
  if ("S" in value && "S" in beginning) return value.S.startsWith(beginning.S);
  if (!("B" in value && "B" in beginning)) return false;
  return Buffer.compare(value.B.subarray(0, beginning.B.length), beginning.B) === 0;
}

export const invalidStartKey = (problem: string): Error => invalid(problem);

const invalid = (problem?: string): Error =>
  validationError(problem === undefined ? INVALID : `${INVALID}: ${problem}`);
