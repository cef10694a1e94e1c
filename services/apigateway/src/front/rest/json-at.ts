/** `a`, `[0]`, `['b c']` of `a[0]['b c']`. */
const STEP = /([^.[\]]+)|\[(\d+)\]|\[['"]([^'"]*)['"]\]/g;

/** What stands at a path of a JSON value, as mappings of parameters name it: `pets[0].name`, with or without `$.` in front. */
export function jsonAt(value: unknown, path: string): unknown {
  let at = value;
  for (const [, name, index, quoted] of path.replace(/^\$\.?/, "").matchAll(STEP)) {
    if (typeof at !== "object" || at === null) return undefined;
    const key = name ?? index ?? quoted ?? "";
    if (!Object.hasOwn(at, key)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[key]; // as: it has the key.
  }
  return at;
}
