import type { Item } from "../domain/attribute-value.ts";
import { applyWrite, type ItemWrite } from "../domain/item-write.ts";
import type { Table } from "../domain/table.ts";
import type { TableAddress } from "../domain/table-name.ts";
import { findTable, findTableNow } from "../store/find-table.ts";
import { needsOldItem } from "../store/items.ts";
import type { DynamoStore } from "../store/store.ts";
import type { StoredTable } from "../store/stored-table.ts";

/** A write and its place and time. */
export type WriteRequest = {
  readonly address: TableAddress;
  readonly write: ItemWrite;
  readonly now: number;
};

/** What became of an item. */
export type Written = { readonly before: Item | undefined; readonly after: Item | undefined; readonly table: Table };

/**
 * Writes one item, its entries in indexes and its stream records, in one commit.
 * @throws AwsError `ResourceNotFoundException`, `ConditionalCheckFailedException`, or `ValidationException`
 */
export async function writeItem(store: DynamoStore, request: WriteRequest): Promise<Written> {
  const found = await findTable(store, request.address);
  request.write.checkTable(found.table);
  return changeItem(store, found, request);
}

/**
 * Writes a whole item for a caller who needs not know what was there before: where the table does not need it either,
 * nothing is read.
 * @throws AwsError as `writeItem`
 */
export async function putItem(store: DynamoStore, request: WriteRequest): Promise<void> {
  const { write, address } = request;
  let stored = await findTable(store, address);
  write.checkTable(stored.table);
  while (write.condition === undefined && !needsOldItem(stored)) {
    if ((await store.items.put(stored, write.key)) === "written") return;
    stored = await findTableNow(store, address);
    write.checkTable(stored.table);
  }
  await changeItem(store, stored, request);
}

async function changeItem(store: DynamoStore, found: StoredTable, request: WriteRequest): Promise<Written> {
  const { address, now, write } = request;
  const written = await store.items.change<Written>(found, write.key, {
    decide: (before, stored) => {
      const { table } = stored;
      if (stored !== found) write.checkTable(table);
      const after = applyWrite(write, before, table);
      return { item: after, result: { before, after, table } };
    },
    origin: { now },
  });
  if (written !== undefined) return written;
  // The table is gone; perhaps another one of its name has come.
  const next = await findTableNow(store, address);
  write.checkTable(next.table);
  return changeItem(store, next, request);
}
