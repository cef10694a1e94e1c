import { decodeItem } from "./item-table.ts";
import { indexSpace, itemSpace } from "./spaces.ts";
import type { StoredTable } from "./stored-table.ts";
import { itemSize } from "../domain/item/item-size.ts";
import { type Measure, NOTHING_STORED, type TableStatistics } from "../domain/table/table-statistics.ts";
import type { Partition } from "@skylab/records";

/** So much is read of a table, or an index, to tell its size; of what is larger the rest is taken to be alike. */
const SAMPLE_ITEMS = 1000;
const SAMPLE_BYTES = 256 * 1024;

/** How much is in a table and its indexes, as it is now. */
export async function measureTable({ partition, table }: StoredTable): Promise<TableStatistics> {
  const indexes = [...table.globalIndexes, ...table.localIndexes];
  const [whole = NOTHING_STORED, ...parts] = await Promise.all(
    [itemSpace(table), ...indexes.map((index) => indexSpace(table, index))].map((space) =>
      measureSpace(partition, space),
    ),
  );
  return { table: whole, indexes: new Map(indexes.map(({ id }, position) => [id, parts[position] ?? NOTHING_STORED])) };
}

/** How much is in a space that holds items. */
export async function measureSpace(partition: Partition, space: string): Promise<Measure> {
  const items = await partition.count(space);
  if (items === 0) return NOTHING_STORED;
  const sample = await partition.range(space, { limit: SAMPLE_ITEMS, maxBytes: SAMPLE_BYTES });
  if (sample.length === 0) return NOTHING_STORED;
  const bytes = sample.reduce((sum, { value }) => sum + itemSize(decodeItem(value)), 0);
  return { items, bytes: Math.round((bytes / sample.length) * items) };
}
