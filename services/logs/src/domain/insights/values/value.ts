/** What fields and expressions have as values; `undefined`: nothing. */
export type Value = string | number | boolean | Timestamp | ValueList | ValueMap | undefined;
export type ValueList = readonly (Value | null)[];
export type ValueMap = { readonly [key: string]: Value | null };

/** A time, which is shown as one. */
export class Timestamp {
  /** Milliseconds since the epoch. */
  readonly at: number;

  constructor(at: number) {
    this.at = at;
  }
}

/** Milliseconds that a Date can hold: https://tc39.es/ecma262/#sec-time-values-and-time-range */
const MOST_MS = 8.64e15;

/** `2024-01-02 03:04:05.678` */
const textOfTime = (at: number): string =>
  Math.abs(at) > MOST_MS ? String(at) : new Date(at).toISOString().replace("T", " ").slice(0, -1);

/** What a value is shown as. */
export function textOf(value: Value): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  // AWS shows no words.
  if (typeof value === "boolean") return value ? "1" : "0";
  if (value === undefined) return "";
  return value instanceof Timestamp ? textOfTime(value.at) : JSON.stringify(value, plainTimes);
}

const plainTimes = (_key: string, value: unknown): unknown =>
  value instanceof Timestamp ? textOfTime(value.at) : value;

const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/** The number that a value is, or that is written in it. */
export function numberOf(value: Value): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value === "string") return NUMBER.test(value) ? Number(value) : undefined;
  if (typeof value === "boolean") return Number(value);
  return value instanceof Timestamp ? value.at : undefined;
}

/** A result of reckoning, which is shown with four decimals at most. */
export const rounded = (value: number): number => (Number.isInteger(value) ? value : Number(value.toFixed(DECIMALS)));

const DECIMALS = 4;

export const isMap = (value: Value | null): value is ValueMap =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Timestamp);

/** What is in a list or a map, by its index or its key. */
export function memberOf(value: Value | null, key: string): Value {
  if (Array.isArray(value)) return /^\d+$/.test(key) ? ((value as ValueList)[Number(key)] ?? undefined) : undefined; // as: `isArray` does not know read-only lists.
  return isMap(value) && Object.hasOwn(value, key) ? (value[key] ?? undefined) : undefined;
}
