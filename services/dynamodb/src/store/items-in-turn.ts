import type { Item } from "../domain/item/attribute-value.ts";
import type { Items } from "./items.ts";
import type { RowTurns } from "./row-turns.ts";
import type { StoredTable } from "./stored-table.ts";
import { itemRow } from "./transactions.ts";

/** Items whose writers wait where a transaction has the item for itself. */
export function itemsInTurn(items: Items, turns: RowTurns): Items {
  const turn = (stored: StoredTable, key: Item): Promise<unknown> | undefined =>
    turns.isIdle() ? undefined : turns.free(itemRow(stored, key).name);
  return {
    get: items.get,
    put: async (stored, item) => {
      await turn(stored, item);
      return items.put(stored, item);
    },
    change: async (stored, key, change) => {
      await turn(stored, key);
      return items.change(stored, key, change);
    },
  };
}
