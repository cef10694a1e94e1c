import type { Item } from "../domain/attribute-value.ts";
import { type BatchWrite, checkBatchWrites, type TableWrites } from "../domain/batch-write-request.ts";
import type { ItemChange } from "../domain/capacity.ts";
import type { TableAddress } from "../domain/table-name.ts";
import { putBatch } from "../store/batch-writes.ts";
import { findTable, findTableNow } from "../store/find-table.ts";
import { needsOldItem } from "../store/items.ts";
import type { DynamoStore } from "../store/store.ts";
import type { StoredTable } from "../store/stored-table.ts";
import { itemRow } from "../store/transactions.ts";

/** The writes of a batch to one table, and where that is. */
export type AddressedWrites = TableWrites & { readonly address: TableAddress };

/** What became of the items of one table, in the order of their writes. */
export type WrittenTable = TableWrites & { readonly stored: StoredTable; readonly changes: readonly ItemChange[] };

export type BatchOptions = {
  readonly now: number;
  /** The items from before are asked for. */
  readonly tellsOldItems: boolean;
};

type StoredWrites = AddressedWrites & { readonly stored: StoredTable };

/**
 * Writes items of several tables. AWS promises nothing of the batch as a whole; here all items of one account are one
 * commit.
 * @throws AwsError `ResourceNotFoundException`, or `ValidationException`
 */
export async function writeBatch(
  store: DynamoStore,
  tables: readonly AddressedWrites[],
  options: BatchOptions,
): Promise<readonly WrittenTable[]> {
  const found = await Promise.all(
    tables.map(async (table) => ({ ...table, stored: await findTable(store, table.address) })),
  );
  checkWrites(found);
  const partitions = new Set(found.map(({ stored }) => stored.partition));
  const written = Array.from(partitions, (partition) =>
    writePartition(
      store,
      found.filter(({ stored }) => stored.partition === partition),
      options,
    ),
  );
  return (await Promise.all(written)).flat();
}

async function writePartition(
  store: DynamoStore,
  found: readonly StoredWrites[],
  options: BatchOptions,
): Promise<readonly WrittenTable[]> {
  for (let tables = found; ; tables = await reread(store, tables)) {
    const isBlind = !options.tellsOldItems && !tables.some(({ stored }) => needsOldItem(stored));
    const written = isBlind ? await writeBlindly(tables) : await writeKnowingly(store, tables, options);
    if (written !== undefined) return written;
  }
}

const checkWrites = (tables: readonly StoredWrites[]): void =>
  checkBatchWrites(tables.map(({ stored: { table }, writes }) => ({ table, writes })));

/** The tables as they are now, where they were not as they had been remembered. */
async function reread(store: DynamoStore, tables: readonly StoredWrites[]): Promise<readonly StoredWrites[]> {
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
  return tables.map((table) => ({ ...table, changes: table.writes.map(({ item }) => changeOf(undefined, item)) }));
}

async function writeKnowingly(
  store: DynamoStore,
  tables: readonly StoredWrites[],
  { now }: BatchOptions,
): Promise<readonly WrittenTable[] | undefined> {
  const rows = tables.flatMap(({ stored, writes }) => writes.map(({ key }) => itemRow(stored, key)));
  const after = tables.flatMap(({ writes }) => writes.map(({ item }) => item));
  const outcome = await store.transactions.write<readonly (Item | undefined)[]>(rows, {
    decide: (before) => ({ items: after, result: before }),
    origin: { now },
    token: undefined,
  });
  if (outcome.kind !== "written") return undefined;
  const before = outcome.result.values();
  return tables.map((table) => ({
    ...table,
    changes: table.writes.map(({ item }) => changeOf(nextOf(before), item)),
  }));
}

const changeOf = (before: Item | undefined, after: BatchWrite["item"]): ItemChange => ({ before, after });

function nextOf(items: Iterator<Item | undefined>): Item | undefined {
  const next = items.next();
  return next.done === true ? undefined : next.value;
}
