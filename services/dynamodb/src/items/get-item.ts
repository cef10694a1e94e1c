import type { Item } from "../domain/item/attribute-value.ts";
import { readUnits } from "../domain/item/capacity.ts";
import { sizeOf } from "../domain/item/item-size.ts";
import { itemCharge, leastCharge } from "../domain/throttling/charges.ts";
import type { DynamoStore } from "../store/store.ts";
import type { StoredTable } from "../store/stored-table.ts";
import { meteredRead } from "./metered-read.ts";

/** Whose key it is, the item is read of that. */
type ItemRequest = {
  readonly stored: StoredTable;
  readonly key: Item;
  readonly isConsistent: boolean;
  readonly now: number;
};

/**
 * Reads an item.
 * @throws AwsError of throttling, where quotas hold
 */
export function getItem(
  { budgets, items }: DynamoStore,
  { isConsistent, key, now, stored }: ItemRequest,
): Promise<Item | undefined> {
  const { table } = stored;
  const read = (): Promise<Item | undefined> => items.get(stored, key);
  if (budgets === undefined) return read();
  const cost = (item: Item | undefined) => [itemCharge(table, key, readUnits(sizeOf(item), isConsistent))];
  return meteredRead(budgets, { stored, now, least: leastCharge(table, key), read, cost });
}
