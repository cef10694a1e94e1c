import { encodeKey, type Write } from "@skylab/records";
import type { Item } from "../domain/item/attribute-value.ts";
import { itemKey } from "../domain/item/item-key.ts";
import type { ChangeOrigin } from "../domain/stream/stream-change.ts";
import { changeWrites } from "./change-writes.ts";
import { sharedReads } from "./shared-reads.ts";
import type { StoredTable } from "./stored-table.ts";
import type { TableDirectory } from "./table-directory.ts";

/** What an operation makes of an item. */
export type Decision<Result> = {
  /** The item from now on; the very one that was handed in: nothing is written; `undefined`: it is deleted. */
  readonly item: Item | undefined;
  /** Written in the same commit, beside what the change of the item itself brings with it. */
  readonly writes?: readonly Write[];
  readonly result: Result;
};

/** The items of the tables. */
export type Items = {
  readonly get: (stored: StoredTable, key: Item) => Promise<Item | undefined>;
  /**
   * Changes the item of a key and what follows from it (`changeWrites`), all in one commit. `decide` sees the item as it is,
   * may be asked again with a newer one, and refuses by throwing. `undefined` where the table is gone.
   */
  readonly change: <Result>(stored: StoredTable, key: Item, change: ItemChange<Result>) => Promise<Result | undefined>;
  /** Writes an item whatever was there: one round trip to the engine, for tables whose old items nobody needs to see. */
  readonly put: (stored: StoredTable, item: Item) => Promise<"written" | "changedTable">;
};

export type ItemChange<Result> = {
  readonly decide: (item: Item | undefined, stored: StoredTable) => Decision<Result>;
  readonly origin: ChangeOrigin;
};

/** Whether a change of the table's items must know the item before. */
export const needsOldItem = ({ table }: StoredTable): boolean =>
  table.globalIndexes.length > 0 ||
  table.localIndexes.length > 0 ||
  table.stream !== undefined ||
  table.ttl.enabled ||
  table.copies !== undefined;

export function openItems(tables: TableDirectory): Items {
  const readTable = sharedReads(tables);
  return {
    get: async ({ items, partition, table }, key) => {
      const found = await partition.get(items.space, encodeKey(...itemKey(key, table.key)));
      return found && items.decode(found.value);
    },
    put: async ({ items, partition, table, unchanged }, item) => {
      const key = encodeKey(...itemKey(item, table.key));
      const write: Write = { kind: "put", space: items.space, key, value: items.encode(item) };
      const result = await partition.commit({ checks: [unchanged], writes: [write] });
      return result.ok ? "written" : "changedTable";
    },
    change: (remembered, key, { decide, origin }) => {
      let attempts = 0;
      return remembered.update(itemKey(key, remembered.table.key), async (before) => {
        // What was remembered may be old: then the commit was refused, and the table is looked at.
        const { place, table } = remembered;
        const stored = attempts++ === 0 ? remembered : await readTable(place, table.name);
        if (stored?.table.id !== table.id) return { row: before, result: undefined };
        const { item, result, writes = [] } = decide(before, stored);
        if (item === before) return { row: before, writes, result };
        return {
          row: item,
          writes: [...changeWrites(stored.table, { before, after: item }, origin), ...writes],
          checks: [stored.unchanged],
          result,
        };
      });
    },
  };
}
