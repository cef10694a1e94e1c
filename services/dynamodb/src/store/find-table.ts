import { resourceNotFound } from "../domain/errors.ts";
import type { Table } from "../domain/table/table.ts";
import type { TableAddress } from "../domain/table/table-name.ts";
import type { DynamoStore } from "./store.ts";
import type { StoredTable } from "./stored-table.ts";

type Tables = Pick<DynamoStore, "tables">;

/**
 * The table whose items an operation reads or writes, remembered.
 * @throws AwsError `ResourceNotFoundException`
 */
export async function findTable({ tables }: Tables, { place, name }: TableAddress): Promise<StoredTable> {
  return required(await tables.find(place, name));
}

/** A table, and what a request makes of it. */
type Found<Made> = { readonly stored: StoredTable; readonly made: Made };

/**
 * The same, and what `make` makes of it. What is remembered refuses nobody: an index, say, may have come at another replica,
 * so `make` looks at the table once more as it is now.
 * @throws AwsError `ResourceNotFoundException`, or what `make` throws
 */
export async function findTableFor<Made>(
  store: Tables,
  address: TableAddress,
  make: (table: Table) => Made,
): Promise<Found<Made>> {
  const stored = await findTable(store, address);
  try {
    return { stored, made: make(stored.table) };
  } catch {
    const now = await findTableNow(store, address);
    return { stored: now, made: make(now.table) };
  }
}

/**
 * The same as it is now: what was remembered is old.
 * @throws AwsError `ResourceNotFoundException`
 */
export async function findTableNow({ tables }: Tables, { place, name }: TableAddress): Promise<StoredTable> {
  return required(await tables.findNow(place, name));
}

function required(found: StoredTable | undefined): StoredTable {
  if (found === undefined) throw resourceNotFound();
  return found;
}
