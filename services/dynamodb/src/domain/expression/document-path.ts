import { type AttributeValue, type Item, memberOf } from "../item/attribute-value.ts";

/** A document path: a member of a map by its name, an element of a list by its number. */
export type Path = readonly [string, ...(string | number)[]];

/** As messages have it: `[a, b, [0]]`. */
export const pathText = (path: Path): string =>
  `[${path.map((step) => (typeof step === "number" ? `[${step}]` : step)).join(", ")}]`;

export const samePath = (a: Path, b: Path): boolean =>
  a.length === b.length && a.every((step, index) => step === b[index]);

/** Sets a member, whatever its name: `__proto__` is one like any other. */
export function setMember(item: Record<string, AttributeValue>, name: string, value: AttributeValue): void {
  if (name === "__proto__") {
    Object.defineProperty(item, name, { value, enumerable: true, configurable: true, writable: true });
  } else item[name] = value;
}

/** What is at a path, for any item. */
export function reader([name, ...steps]: Path): (item: Item) => AttributeValue | undefined {
  if (steps.length === 0) return (item) => memberOf(item, name);
  return (item) => {
    let value = memberOf(item, name);
    for (const step of steps) {
      if (value === undefined) return undefined;
      if (typeof step === "number") value = "L" in value ? value.L[step] : undefined;
      else value = "M" in value ? memberOf(value.M, step) : undefined;
    }
    return value;
  };
}
