// What of a document is as it should be. Documents are somebody's: nothing of them is known before it is looked at.

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A member that is an object, or one without members. */
export function objectAt(of: JsonObject, name: string): JsonObject {
  const value = memberOf(of, name);
  return isObject(value) ? value : {};
}

/** A member that is a list, or one without elements. */
export function listAt(of: JsonObject, name: string): readonly unknown[] {
  const value = memberOf(of, name);
  return Array.isArray(value) ? value : [];
}

/** A member that is a text, or can be one: documents write numbers where texts are meant. */
export const textAt = (of: JsonObject, name: string): string | undefined => asText(memberOf(of, name));

/** The same, of which an empty one is none. */
export function nonEmptyTextAt(of: JsonObject, name: string): string | undefined {
  const text = textAt(of, name);
  return text === "" ? undefined : text;
}

export const textsAt = (of: JsonObject, name: string): readonly string[] =>
  listAt(of, name).flatMap((value) => asText(value) ?? []);

/** A member that is a number, or a text of one. */
export function numberAt(of: JsonObject, name: string): number | undefined {
  const text = nonEmptyTextAt(of, name);
  const number = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** Whether a member is true, or the text of it. */
export const flagAt = (of: JsonObject, name: string): boolean => textAt(of, name) === "true";

/** A member of a document's own: not what every object has, such as `constructor`. */
export const memberOf = (of: JsonObject, name: string): unknown => (Object.hasOwn(of, name) ? of[name] : undefined);

/** The members that are objects. */
export const objectsIn = (of: JsonObject): readonly (readonly [string, JsonObject])[] =>
  Object.entries(of).flatMap(([name, value]) => (isObject(value) ? [[name, value] as const] : []));

/** The members that can be texts. */
export const textsIn = (of: JsonObject): Record<string, string> =>
  Object.fromEntries(
    Object.entries(of).flatMap(([name, value]) => {
      const text = asText(value);
      return text === undefined ? [] : [[name, text]];
    }),
  );

function asText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** An object without those of its members that are not there, and without empty maps and lists. */
export const present = (members: JsonObject): Record<string, unknown> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => !isNothing(value)));

const isNothing = (value: unknown): boolean =>
  value === undefined ||
  (Array.isArray(value) && value.length === 0) ||
  (isObject(value) && Object.keys(value).length === 0);
