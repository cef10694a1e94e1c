import type { Item } from "../item/attribute-value.ts";
import { attributesOf, type KeySchema } from "./key-schema.ts";
import type { Index } from "./table.ts";

/** What an index shows of an item. */
export function projectedItem(item: Item, { key, projection }: Index, table: KeySchema): Item {
  if (projection.type === "ALL") return item;
  const names = new Set([...attributesOf(table), ...attributesOf(key)].map(({ name }) => name));
  if (projection.type === "INCLUDE") for (const name of projection.attributes) names.add(name);
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
}
