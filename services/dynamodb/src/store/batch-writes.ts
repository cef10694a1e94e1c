import { encodeKey, type Write } from "@skylab/records";
import type { Item } from "../domain/item/attribute-value.ts";
import { itemKey } from "../domain/item/item-key.ts";
import type { StoredTable } from "./stored-table.ts";

/** Items of one table: what becomes of each; of those that are absent it is the key. */
export type TablePuts = {
  readonly stored: StoredTable;
  readonly writes: readonly { readonly key: Item; readonly item: Item | undefined }[];
};

/**
 * Puts and removes items of several tables of one partition whatever was there, in one commit: for tables whose old items
 * nobody needs to see.
 */
export async function putBatch(tables: readonly TablePuts[]): Promise<"written" | "changedTables"> {
  const [first] = tables;
  if (first === undefined) return "written";
  const checks = tables.map(({ stored }) => stored.unchanged);
  const result = await first.stored.partition.commit({ checks, writes: tables.flatMap(writesOf) });
  return result.ok ? "written" : "changedTables";
}

const writesOf = ({ stored: { items, table }, writes }: TablePuts): readonly Write[] =>
  writes.map(({ key: attributes, item }): Write => {
    const key = encodeKey(...itemKey(attributes, table.key));
    const { space } = items;
    return item === undefined ? { kind: "remove", space, key } : { kind: "put", space, key, value: items.encode(item) };
  });
