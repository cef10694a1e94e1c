import { MISSING, type Missing } from "../sql/syntax.ts";
import { Timestamp } from "../timestamps.ts";

/** What an expression comes to. Integers of JSON that a number does not hold exactly are bigints. */
export type Value = Missing | null | boolean | number | bigint | string | Timestamp | readonly Value[] | Structure;
export type Structure = { readonly [name: string]: Value };

/** Null, or nothing at all: what compares to nothing. */
export const isUnknown = (value: Value): value is null | Missing => value === null || value === MISSING;

export const isNumber = (value: Value): value is number | bigint =>
  typeof value === "number" || typeof value === "bigint";

export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

export const isStructure = (value: Value): value is Structure =>
  typeof value === "object" && value !== null && !isList(value) && !(value instanceof Timestamp);

/** A text that writes a number, as CSV has them; `undefined`: it does not. */
export function numberIn(text: string): number | undefined {
  const trimmed = text.trim();
  return NUMBER.test(trimmed) ? Number(trimmed) : undefined;
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * How two values stand to each other: below zero, zero, above; `undefined` where they do not compare. A text beside a
 * number counts as the number that it writes: all that CSV has are texts.
 */
export function compare(one: Value, other: Value): number | undefined {
  if (isNumber(one) || isNumber(other)) return compareNumbers(asNumber(one), asNumber(other));
  if (typeof one === "string" && typeof other === "string") return one === other ? 0 : one < other ? -1 : 1;
  if (typeof one === "boolean" && typeof other === "boolean") return Number(one) - Number(other);
  if (one instanceof Timestamp && other instanceof Timestamp) return one.at - other.at;
  return undefined;
}

/** A number, or the one that a text writes. */
export function asNumber(value: Value): number | bigint | undefined {
  if (typeof value === "string") return numberIn(value);
  return isNumber(value) ? value : undefined;
}

function compareNumbers(one: number | bigint | undefined, other: number | bigint | undefined): number | undefined {
  if (one === undefined || other === undefined) return undefined;
  // oxlint-disable-next-line eqeqeq -- A bigint and a number of the same value are equal only so.
  return one == other ? 0 : one < other ? -1 : 1;
}

/** A value as a text: in a CSV record, in a concatenation, of a CAST. */
export function textOf(value: Value): string {
  if (isUnknown(value)) return "";
  if (typeof value === "string") return value;
  if (isList(value) || isStructure(value)) return jsonOf(value);
  return String(value);
}

/** A value as JSON; what is missing is left out, or null where it stands alone. */
function jsonOf(value: Value): string {
  if (isUnknown(value)) return "null";
  if (isList(value)) return `[${value.map(jsonOf).join(",")}]`;
  if (isStructure(value)) return `{${membersOf(Object.entries(value))}}`;
  if (typeof value === "string") return JSON.stringify(value);
  if (value instanceof Timestamp) return JSON.stringify(value.toString());
  if (typeof value === "number" && !Number.isFinite(value)) return "null";
  return String(value);
}

/** The inside of a JSON object. */
export const membersOf = (members: readonly (readonly [string, Value])[]): string =>
  members
    .filter(([, value]) => value !== MISSING)
    .map(([name, value]) => `${JSON.stringify(name)}:${jsonOf(value)}`)
    .join(",");
