import { tableNotFound } from "../domain/errors.ts";
import type { TableAddress } from "../domain/table-name.ts";
import type { Table } from "../domain/table.ts";
import type { DynamoStore } from "./store.ts";

/**
 * Keeps what `decide` makes of a table as it is now; it may be asked again, and refuses by throwing.
 * @throws AwsError `ResourceNotFoundException`
 */
export async function changeTable(
  { tables }: DynamoStore,
  { name, place }: TableAddress,
  decide: (table: Table) => Table,
): Promise<Table> {
  const table = await tables.change(place, name, decide);
  if (table === undefined) throw tableNotFound(name);
  return table;
}
