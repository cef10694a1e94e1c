import type { Call } from "@skylab/service";
import { tableNotFound } from "../domain/errors.ts";
import { readTableName, type TableAddress } from "../domain/table/table-name.ts";
import type { DynamoStore } from "./store.ts";
import type { StoredTable } from "./stored-table.ts";

/** A table as a request finds it. */
export type FoundTable = { readonly address: TableAddress; readonly stored: StoredTable };

/**
 * The table that a request names, by its name or ARN, as it is now: for operations on tables themselves.
 * @throws AwsError `ResourceNotFoundException`
 */
export async function readTable(text: string, { place }: Pick<Call, "place">, store: DynamoStore): Promise<FoundTable> {
  const address = readTableName(text, place);
  const stored = await store.tables.read(address.place, address.name);
  if (stored === undefined) throw tableNotFound(address.name);
  return { address, stored };
}
