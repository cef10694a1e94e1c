import { BoundedMap, type Place } from "@skylab/aws";
import { type Check, encodeKey, type Partition, type Table as Rows, type Update, updaterOf } from "@skylab/records";
import type { Item } from "../domain/item/attribute-value.ts";
import type { Table } from "../domain/table/table.ts";
import { itemTable } from "./item-table.ts";
import { itemSpace, TABLES_SPACE } from "./spaces.ts";

/** A table as requests use it: its record, and what is made of it once. */
export type StoredTable = {
  readonly place: Place;
  readonly table: Table;
  readonly partition: Partition;
  readonly items: Rows<Item>;
  /** Changes items one after the other, see `updaterOf`. */
  readonly update: Update<Item>;
  /** Holds as long as nobody has changed or removed the table: whoever writes items by its schema commits with it. */
  readonly unchanged: Check;
};

/** Updaters that are kept at a time. */
const MAX_UPDATERS = 10_000;

/** Keeps the updaters of tables: two of one table would race. */
export function tablePreparer(): (
  place: Place,
  partition: Partition,
  row: { readonly table: Table; readonly version: bigint },
) => StoredTable {
  const updaters = new BoundedMap<string, Update<Item>>(MAX_UPDATERS);
  return (place, partition, { table, version }) => {
    const items = itemTable(itemSpace(table));
    const update = updaters.get(table.id, () => updaterOf(partition, items));
    const unchanged = { space: TABLES_SPACE, key: encodeKey(table.name), version };
    return { place, table, partition, items, update, unchanged };
  };
}
