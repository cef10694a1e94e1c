import { encodeKey, type Versioned } from "@skylab/records";
import type { Item } from "../domain/item/attribute-value.ts";
import { itemKey } from "../domain/item/item-key.ts";
import { itemSize } from "../domain/item/item-size.ts";
import type { StoredTable } from "./stored-table.ts";

/** An answer of BatchGetItem. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** The keys of items of one table. */
export type TableReads = { readonly stored: StoredTable; readonly keys: readonly Item[] };

/** For each key its item; of fewer keys, where the answer was full before the others. */
export type ReadItems = readonly (Item | undefined)[];

/** Reads items of several tables, as far as they make an answer. */
export async function readBatch<Reads extends TableReads>(
  tables: readonly Reads[],
): Promise<readonly (Reads & { readonly read: ReadItems })[]> {
  const found = await Promise.all(
    tables.map(({ stored: { partition, items, table }, keys }) =>
      partition.getMany(
        items.space,
        keys.map((key) => encodeKey(...itemKey(key, table.key))),
      ),
    ),
  );
  // Records are never fewer bytes than AWS counts of their items.
  const counts = found.flat().reduce((sum, one) => sum + (one?.value.length ?? 0), 0) > MAX_ANSWER_BYTES;
  let room = MAX_ANSWER_BYTES;
  const take = ({ items: { decode } }: StoredTable, records: readonly (Versioned | undefined)[]): ReadItems => {
    const items: (Item | undefined)[] = [];
    for (const record of records) {
      const item = record && decode(record.value);
      if (counts && item !== undefined) room -= itemSize(item);
      if (room < 0) break;
      items.push(item);
    }
    return items;
  };
  return tables.map((table, position) => ({ ...table, read: take(table.stored, found[position] ?? []) }));
}
