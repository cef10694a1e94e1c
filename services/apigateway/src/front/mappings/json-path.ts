import type { ContextValue, ContextVariables } from "../../domain/context-variables.ts";
import { once } from "../once.ts";

/** What names lead to, one behind the other: members that somebody has put there, and no others. */
function memberAt(value: unknown, names: readonly string[]): unknown {
  let at = value;
  for (const name of names) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[name]; // as: it has that member.
  }
  return at;
}

/** What names lead to in `$context`. */
export const contextAt = (context: ContextVariables, names: readonly string[]): ContextValue =>
  memberAt(context, names) as ContextValue; // as: all that it has are such values.

/** `a`, `[0]`, `['b c']` of `a[0]['b c']`. */
const STEP = /([^.[\]]+)|\[(\d+)\]|\[['"]([^'"]*)['"]\]/g;

/** Finds what stands at a path of a JSON value, as mappings name it: `pets[0].name`, with or without `$.` in front; read once. */
export function jsonPath(path: string): (value: unknown) => unknown {
  const names = Array.from(
    path.replace(/^\$\.?/, "").matchAll(STEP),
    ([, name, index, quoted]) => name ?? index ?? quoted ?? "",
  );
  return (value) => memberAt(value, names);
}

/** A text as JSON; `undefined`: it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown; // as: whatever it is.
  } catch {
    return undefined;
  }
}

/** The same, parsed when somebody first asks for it. */
export const lazyJson = (text: string): (() => unknown) => once(() => parseJson(text));
