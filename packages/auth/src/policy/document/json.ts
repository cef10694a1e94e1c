/** An object that came as JSON. */
export type JsonObject = { readonly [name: string]: unknown };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One value may stand for a list of one. */
export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** A text or a list of texts; absent elements count. */
export const isTexts = (value: unknown): boolean =>
  value === undefined || asList(value).every((one) => typeof one === "string");

/** The texts of an element that `isTexts`. */
export const textsOf = (value: unknown): readonly string[] =>
  value === undefined ? [] : asList(value).filter((one) => typeof one === "string");
