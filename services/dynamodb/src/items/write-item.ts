import type { Item } from "../domain/item/attribute-value.ts";
import type { ItemWrite } from "../domain/item/item-write.ts";
import type { Table } from "../domain/table/table.ts";
import type { TableAddress } from "../domain/table/table-name.ts";
import { findTableFor, findTableNow } from "../store/find-table.ts";
import { needsOldItem } from "../store/items.ts";
import type { Budgets } from "../store/budgets.ts";
import type { DynamoStore } from "../store/store.ts";
import type { StoredTable } from "../store/stored-table.ts";
import { type Bill, openBill } from "./bill.ts";
import { meteredWrite } from "./metered-write.ts";

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
 * @throws AwsError `ResourceNotFoundException`, `ConditionalCheckFailedException`, `ValidationException`, or of throttling
 */
export async function writeItem(store: DynamoStore, request: WriteRequest): Promise<Written> {
  const { stored } = await findTableFor(store, request.address, request.write.checkTable);
  return changeItem(store, stored, request);
}

/**
 * Writes a whole item for a caller who needs not know what was there before: where the table does not need it either,
 * nothing is read.
 * @throws AwsError as `writeItem`
 */
export async function putItem(store: DynamoStore, request: WriteRequest): Promise<void> {
  const { write, address } = request;
  let { stored } = await findTableFor(store, address, write.checkTable);
  while (write.condition === undefined && !needsOldItem(stored) && store.budgets === undefined) {
    if ((await store.items.put(stored, write.key)) === "written") return;
    stored = await findTableNow(store, address);
    write.checkTable(stored.table);
  }
  await changeItem(store, stored, request);
}

/** Where quotas hold, at the cost of the table's throughput. */
const changeItem = (store: DynamoStore, found: StoredTable, request: WriteRequest): Promise<Written> =>
  store.budgets === undefined
    ? changeItemAt(store, found, request)
    : payForChange(store, store.budgets, { found, request });

type Change = { readonly found: StoredTable; readonly request: WriteRequest };

async function payForChange(store: DynamoStore, budgets: Budgets, { found, request }: Change): Promise<Written> {
  const bill = await openBill(budgets, [found], { direction: "write", now: request.now });
  const written = await changeItemAt(store, found, { ...request, bill });
  await bill.settle();
  return written;
}

type Billed = WriteRequest & { readonly bill?: Bill };

async function changeItemAt(store: DynamoStore, found: StoredTable, request: Billed): Promise<Written> {
  const { address, bill, now, write } = request;
  const written = await store.items.change<Written>(found, write.key, {
    decide: (before, stored) => {
      const { table } = stored;
      if (stored !== found) write.checkTable(table);
      bill?.giveBack();
      const after = meteredWrite(bill, write, { before, stored });
      return { item: after, result: { before, after, table } };
    },
    origin: { now },
  });
  if (written !== undefined) return written;
  // The table is gone; perhaps another one of its name has come.
  const next = await findTableNow(store, address);
  write.checkTable(next.table);
  return changeItemAt(store, next, request);
}
