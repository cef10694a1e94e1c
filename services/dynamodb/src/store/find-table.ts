import { resourceNotFound } from "../domain/errors.ts";
import type { TableAddress } from "../domain/table/table-name.ts";
import type { DynamoStore } from "./store.ts";
import type { StoredTable } from "./stored-table.ts";

/**
 * The table whose items an operation reads or writes, remembered.
 * @throws AwsError `ResourceNotFoundException`
 */
export async function findTable({ tables }: DynamoStore, { place, name }: TableAddress): Promise<StoredTable> {
  return required(await tables.find(place, name));
}

/**
 * The same as it is now: what was remembered is old.
 * @throws AwsError `ResourceNotFoundException`
 */
export async function findTableNow({ tables }: DynamoStore, { place, name }: TableAddress): Promise<StoredTable> {
  return required(await tables.findNow(place, name));
}

function required(found: StoredTable | undefined): StoredTable {
  if (found === undefined) throw resourceNotFound();
  return found;
}
