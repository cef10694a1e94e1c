import { selectError } from "../errors.ts";
import type { CastType } from "../sql/syntax.ts";
import { parseTimestamp, Timestamp } from "../timestamps.ts";
import { isNumber, isUnknown, numberIn, textOf, type Value } from "./values.ts";

/** A value as one of another type. @throws AwsError CastFailed where it cannot be one */
export function cast(value: Value, type: CastType): Value {
  if (isUnknown(value)) return value;
  const made = CASTS[type](value);
  if (made === undefined) throw selectError("CastFailed");
  return made;
}

type Cast = (value: Value) => Value | undefined;

/** What a 64-bit integer holds. */
const INTEGER_LIMIT = 2 ** 63;

const toNumber: Cast = (value) => {
  if (isNumber(value)) return value;
  if (typeof value === "boolean") return Number(value);
  return typeof value === "string" ? numberIn(value) : undefined;
};

const toInteger: Cast = (value) => {
  const exact = typeof value === "string" ? exactInteger(value.trim()) : undefined;
  const number = exact ?? toNumber(value);
  if (typeof number === "bigint") return number;
  if (typeof number !== "number") return undefined;
  if (Math.abs(number) >= INTEGER_LIMIT) throw selectError("IntegerOverflow");
  return Math.trunc(number) + 0;
};

/** An integer that a number does not hold. */
function exactInteger(text: string): bigint | undefined {
  if (!/^[+-]?\d{16,19}$/.test(text)) return undefined;
  const integer = BigInt(text.replace("+", ""));
  if (BigInt.asIntN(64, integer) !== integer) throw selectError("IntegerOverflow");
  return integer;
}

const toBoolean: Cast = (value) => {
  if (typeof value === "boolean") return value;
  if (isNumber(value)) return Number(value) !== 0;
  const word = typeof value === "string" ? value.trim().toLowerCase() : "";
  return word === "true" || word === "false" ? word === "true" : undefined;
};

const toTimestamp: Cast = (value) => {
  if (value instanceof Timestamp) return value;
  return typeof value === "string" ? parseTimestamp(value) : undefined;
};

const CASTS: Readonly<Record<CastType, Cast>> = {
  INT: toInteger,
  FLOAT: toNumber,
  DECIMAL: toNumber,
  STRING: textOf,
  BOOL: toBoolean,
  TIMESTAMP: toTimestamp,
};
