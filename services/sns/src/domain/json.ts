import { isDeepStrictEqual } from "node:util";

/** The object that a JSON text holds, or `undefined` where it holds none. */
export function parseJsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  const value = parseJson(text);
  return isObject(value) ? value : undefined;
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether two texts say the same, be it the same JSON otherwise written. */
export const saysTheSame = (one: string, other: string): boolean => {
  if (one === other) return true;
  const object = parseJsonObject(one);
  return object !== undefined && isDeepStrictEqual(object, parseJsonObject(other));
};

/** What policies may write as one or as a list. */
export const listOf = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
