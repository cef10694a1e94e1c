/** What is patched, as JSON has it. */
export type JsonObject = { readonly [member: string]: unknown };

/** The parts of a path: `/a/b~1c` is `a`, `b/c`; `undefined`: it is none. https://www.rfc-editor.org/rfc/rfc6901 */
export function readPointer(path: string | undefined): readonly string[] | undefined {
  if (path?.startsWith("/") !== true) return undefined;
  return path
    .slice(1)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** What stands where the parts lead to. */
export function valueAt(thing: unknown, parts: readonly string[]): unknown {
  let found = thing;
  for (const part of parts) found = isObject(found) && Object.hasOwn(found, part) ? found[part] : undefined;
  return found;
}

/** The thing with another value where the parts lead to; `undefined` takes out what stands there. */
export function withValueAt(thing: JsonObject, parts: readonly string[], value: unknown): JsonObject {
  const [part, ...rest] = parts;
  if (part === undefined) return thing;
  const { [part]: inner, ...others } = thing;
  const changed = rest.length === 0 ? value : withValueAt(isObject(inner) ? inner : {}, rest, value);
  if (changed === undefined) return others;
  // A member that is changed keeps its place among the others.
  return Object.hasOwn(thing, part) ? { ...thing, [part]: changed } : { ...others, [part]: changed };
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
