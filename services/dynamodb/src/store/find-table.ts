import type { AwsError } from "@skylab/aws";
import { resourceNotFound, tableNotFound } from "../domain/errors.ts";
import type { TableAddress } from "../domain/table-name.ts";
import type { DynamoStore } from "./store.ts";
import type { StoredTable } from "./stored-table.ts";

/**
 * The table whose items an operation reads or writes, remembered.
 * @throws AwsError `ResourceNotFoundException`
 */
export async function findTable({ tables }: DynamoStore, { place, name }: TableAddress): Promise<StoredTable> {
  const found = await tables.find(place, name);
  if (found === undefined) throw resourceNotFound();
  return found;
}

/**
 * A table that an operation is about, as it is now.
 * @param missing the error in the operation's words
 * @throws AwsError `ResourceNotFoundException`
 */
export async function readTable(
  { tables }: DynamoStore,
  { place, name }: TableAddress,
  missing: (name: string) => AwsError = tableNotFound,
): Promise<StoredTable> {
  const found = await tables.read(place, name);
  if (found === undefined) throw missing(name);
  return found;
}
