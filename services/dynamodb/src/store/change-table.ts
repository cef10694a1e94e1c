import { checkCreated, isBeingMade } from "../domain/table/deletion.ts";
import { tableNotFound } from "../domain/errors.ts";
import { backedUpTableNotFound } from "../domain/table/table-errors.ts";
import type { TableAddress } from "../domain/table/table-name.ts";
import type { Table } from "../domain/table/table.ts";
import type { DynamoStore } from "./store.ts";

/**
 * Keeps what `decide` makes of a table as it is now; it may be asked again, and refuses by throwing.
 * @throws AwsError `ResourceNotFoundException`, or `ResourceInUseException` where it is being restored
 */
export async function changeTable(
  { tables }: DynamoStore,
  { name, place }: TableAddress,
  decide: (table: Table) => Table,
): Promise<Table> {
  const table = await tables.change(place, name, (before) => {
    checkCreated(before);
    return decide(before);
  });
  if (table === undefined) throw tableNotFound(name);
  return table;
}

/** The same for backups and point-in-time recovery, whose refusal has another name. */
export async function changeBackedUpTable(
  { tables }: DynamoStore,
  { name, place }: TableAddress,
  decide: (table: Table) => Table,
): Promise<Table> {
  const table = await tables.change(place, name, (before) => {
    if (isBeingMade(before)) throw backedUpTableNotFound(name);
    return decide(before);
  });
  if (table === undefined) throw backedUpTableNotFound(name);
  return table;
}
