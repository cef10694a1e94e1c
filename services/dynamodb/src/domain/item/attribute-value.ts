/**
 * A typed value of an item, as the wire has it. Numbers are text in the form of `normalizeNumber`.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
 */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: Uint8Array }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly Uint8Array[] }
  | { readonly M: Item }
  | { readonly L: readonly AttributeValue[] }
  | { readonly NULL: true }
  | { readonly BOOL: boolean };

/** The attributes of an item, or of a map inside of it, by their names. */
export type Item = { readonly [name: string]: AttributeValue };

/** An attribute of an item or a member of a map; never what JavaScript's objects inherit. */
export const memberOf = (item: Item, name: string): AttributeValue | undefined =>
  Object.hasOwn(item, name) ? item[name] : undefined;

/** `S`, `N`, `B`, … */
export type AttributeType = "S" | "N" | "B" | "SS" | "NS" | "BS" | "M" | "L" | "NULL" | "BOOL";

/** The type of a value. */
export function typeOf(value: AttributeValue): AttributeType {
  for (const type in value) return type as AttributeType; // as: a value has one member, which is named so.
  throw new Error("An attribute value has a type.");
}
