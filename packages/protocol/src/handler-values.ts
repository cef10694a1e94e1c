import type { Values } from "./wire.ts";

// What handlers return is typed by the SDK, so a wrong value here is a defect of ours: an Error, answered as 500.

/** Whether a member was left out: `null` is an absent value to the SDK's types. */
export const isAbsent = (value: unknown): value is undefined | null => value === undefined || value === null;

/** The value of a structure. */
export function asValues(value: unknown): Values {
  if (!isValues(value)) throw wrongType("a structure", value);
  return value;
}

const isValues = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value of a list. */
export function asItems(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw wrongType("a list", value);
  return value;
}

/** The value of a map, as pairs. */
export function asEntries(value: unknown): (readonly [string, unknown])[] {
  if (value instanceof Map) return [...value];
  const values = asValues(value);
  // Of objects without a prototype, as DynamoDB's items are, Object.entries takes three times as long.
  return Object.keys(values).map((key) => [key, values[key]]);
}

/** The value of a timestamp; a number is seconds since the epoch. */
export function asDate(value: unknown): Date {
  const time = typeof value === "number" ? new Date(value * 1000) : value;
  if (!(time instanceof Date) || Number.isNaN(time.getTime())) throw wrongType("a time", value);
  return time;
}

/** The value of a blob; text is its UTF-8 bytes. */
export function asBytes(value: unknown): Buffer {
  if (typeof value === "string") return Buffer.from(value);
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  throw wrongType("bytes", value);
}

/** The value of an event stream: one object a piece, with the name of the event as its only key. */
export function asEvents(value: unknown): AsyncIterable<Values> {
  if (typeof value !== "object" || value === null || !isAsyncIterable(value)) throw wrongType("events", value);
  return value;
}

const isAsyncIterable = (value: object): value is AsyncIterable<Values> => Symbol.asyncIterator in value;

const wrongType = (expected: string, value: unknown): Error =>
  new Error(`An answer has ${value === null ? "null" : typeof value} where the model wants ${expected}.`);
