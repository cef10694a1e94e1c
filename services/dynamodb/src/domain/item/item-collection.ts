import type { Item } from "./attribute-value.ts";
import { keyOf } from "./item-key.ts";
import type { Table } from "../table/table.ts";

/** `ItemCollectionMetrics` of an answer. */
export type ItemCollectionMetrics = {
  readonly ItemCollectionKey: Item;
  readonly SizeEstimateRangeGB: readonly number[];
};

/** In gigabytes, between which the size of a collection lies: of every collection here, for nothing counts their bytes. */
const SIZE_ESTIMATE = [0, 1];

/** Of all items with one hash key, in tables with local secondary indexes alone; if the request wants to know. */
export function itemCollectionMetrics(
  { key, localIndexes }: Table,
  item: Item,
  wanted: "SIZE" | "NONE" | undefined,
): ItemCollectionMetrics | undefined {
  if (wanted !== "SIZE" || localIndexes.length === 0) return undefined;
  return { ItemCollectionKey: keyOf(item, { hash: key.hash, range: [] }), SizeEstimateRangeGB: SIZE_ESTIMATE };
}
