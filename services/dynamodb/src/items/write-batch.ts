import type { AwsError } from "@skylab/aws";
import type { Item } from "../domain/item/attribute-value.ts";
import { type BatchWrite, checkBatchWrites, type TableWrites } from "../domain/item/batch-write-request.ts";
import type { ItemVersions } from "../domain/item/item-versions.ts";
import type { TableAddress } from "../domain/table/table-name.ts";
import { writeCharges } from "../domain/throttling/charges.ts";
import { putBatch } from "../store/batch-writes.ts";
import type { Budgets } from "../store/budgets.ts";
import { findTable, findTableNow } from "../store/find-table.ts";
import { needsOldItem } from "../store/items.ts";
import type { DynamoStore } from "../store/store.ts";
import type { StoredTable } from "../store/stored-table.ts";
import { itemRow } from "../store/transactions.ts";
import { type Bill, openBills, refuse, settleAll } from "./bill.ts";

/** The writes of a batch to one table, and where that is. */
export type AddressedWrites = TableWrites & { readonly address: TableAddress };

/** What became of the items of one table, in the order of their writes. */
export type WrittenTable = TableWrites & {
  readonly stored: StoredTable;
  readonly changes: readonly ItemVersions[];
  /** For each write of the request why it was not done; it is not among the others then. */
  readonly refusals: readonly (AwsError | undefined)[];
};

export type BatchOptions = {
  readonly now: number;
  /** The items from before are asked for. */
  readonly tellsOldItems: boolean;
};

type StoredWrites = AddressedWrites & { readonly stored: StoredTable };

/**
 * Writes items of several tables. AWS promises nothing of the batch as a whole; here all items of one account are one
 * commit. Where quotas hold, writes for which no throughput is left are not done.
 * @throws AwsError `ResourceNotFoundException`, `ValidationException`, or of throttling where none was done
 */
export async function writeBatch(
  store: DynamoStore,
  tables: readonly AddressedWrites[],
  options: BatchOptions,
): Promise<readonly WrittenTable[]> {
  const found = await findTables(store, tables).catch(() => reread(store, tables));
  const partitions = new Set(found.map(({ stored }) => stored.partition));
  const written = Array.from(partitions, (partition) =>
    writePartition(
      store,
      found.filter(({ stored }) => stored.partition === partition),
      options,
    ),
  );
  const all = (await Promise.all(written)).flat();
  refuseIfNone(all);
  return all;
}

function refuseIfNone(written: readonly WrittenTable[]): void {
  if (written.some(({ writes }) => writes.length > 0)) return;
  refuse(written.flatMap(({ refusals }) => refusals).find((refusal) => refusal !== undefined));
}

async function writePartition(
  store: DynamoStore,
  found: readonly StoredWrites[],
  options: BatchOptions,
): Promise<readonly WrittenTable[]> {
  for (let tables = found; ; tables = await reread(store, tables)) {
    const isBlind =
      !options.tellsOldItems && store.budgets === undefined && !tables.some(({ stored }) => needsOldItem(stored));
    const written = isBlind ? await writeBlindly(tables) : await writeKnowingly(store, tables, options);
    if (written !== undefined) return written;
  }
}

const checkWrites = (tables: readonly StoredWrites[]): void =>
  checkBatchWrites(tables.map(({ stored: { table }, writes }) => ({ table, writes })));

/** The tables as they are remembered. */
async function findTables(store: DynamoStore, tables: readonly AddressedWrites[]): Promise<readonly StoredWrites[]> {
  const found = await Promise.all(
    tables.map(async (table) => ({ ...table, stored: await findTable(store, table.address) })),
  );
  checkWrites(found);
  return found;
}

/** The tables as they are now, where they were not as they had been remembered. */
async function reread(store: DynamoStore, tables: readonly AddressedWrites[]): Promise<readonly StoredWrites[]> {
  const read = await Promise.all(
    tables.map(async (table) => ({ ...table, stored: await findTableNow(store, table.address) })),
  );
  checkWrites(read);
  return read;
}

/** Without a look at what was there. */
async function writeBlindly(tables: readonly StoredWrites[]): Promise<readonly WrittenTable[] | undefined> {
  const result = await putBatch(tables);
  if (result === "changedTables") return undefined;
  return tables.map((table) => ({
    ...table,
    changes: table.writes.map(({ item }) => ({ before: undefined, after: item })),
    refusals: table.writes.map(() => undefined),
  }));
}

async function writeKnowingly(
  store: DynamoStore,
  tables: readonly StoredWrites[],
  { now }: BatchOptions,
): Promise<readonly WrittenTable[] | undefined> {
  const writes = tables.flatMap(({ stored, writes: some }) => some.map((write) => ({ stored, write })));
  const bills = store.budgets && (await openBatchBills(store.budgets, tables, now));
  const outcome = await store.transactions.write<readonly ItemWritten[]>(
    writes.map(({ stored, write }) => itemRow(stored, write.key)),
    {
      decide: (items) => {
        for (const bill of bills ?? []) bill.giveBack();
        const result = writes.map((one, index) => writtenItem(one, items[index], bills?.[index]));
        return { items: result.map(({ change }) => change.after), result };
      },
      origin: { now },
      token: undefined,
    },
  );
  if (outcome.kind !== "written") return undefined;
  if (bills !== undefined) await settleAll(bills);
  const results = outcome.result.values();
  return tables.map((table) =>
    tableWritten(
      table,
      table.writes.flatMap(() => nextOf(results)),
    ),
  );
}

/** The change of an item; it is none where it was refused. */
type ItemWritten = { readonly change: ItemVersions; readonly refusal: AwsError | undefined };

type StoredWrite = { readonly stored: StoredTable; readonly write: BatchWrite };

/** What a write makes of an item, for which where quotas hold there is a bill. */
function writtenItem({ stored, write }: StoredWrite, before: Item | undefined, bill: Bill | undefined): ItemWritten {
  const change = { before, after: write.item };
  const refusal = bill?.ask(stored, writeCharges(stored.table, write.key, change));
  return refusal === undefined ? { change, refusal } : { change: { before, after: before }, refusal };
}

function tableWritten(table: StoredWrites, results: readonly ItemWritten[]): WrittenTable {
  const isDone = (index: number): boolean => results[index]?.refusal === undefined;
  return {
    ...table,
    writes: table.writes.filter((_, index) => isDone(index)),
    changes: results.flatMap(({ change, refusal }) => (refusal === undefined ? [change] : [])),
    refusals: results.map(({ refusal }) => refusal),
  };
}

const openBatchBills = (budgets: Budgets, tables: readonly StoredWrites[], now: number): Promise<readonly Bill[]> =>
  openBills(
    budgets,
    tables.map(({ stored }) => stored),
    { direction: "write", now, parts: tables.reduce((sum, { writes }) => sum + writes.length, 0) },
  );

function nextOf(results: Iterator<ItemWritten>): readonly ItemWritten[] {
  const next = results.next();
  return next.done === true ? [] : [next.value];
}
