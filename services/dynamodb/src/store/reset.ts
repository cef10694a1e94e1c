import { jsonTable, type Partition, type Records, type Write } from "@skylab/records";
import type { Table } from "../domain/table.ts";
import { allRows } from "./all-rows.ts";
import { backups } from "./backup-rows.ts";
import {
  BACKUPS_SPACE,
  copySpace,
  dueSpace,
  FILLINGS_SPACE,
  indexSpace,
  itemSpace,
  placeOf,
  streamSpace,
  STREAMS_SPACE,
  TABLES_SPACE,
  TOKENS_SPACE,
  TTL_TABLES_SPACE,
} from "./spaces.ts";
import { streams } from "./stream-table.ts";

/** What an account and region has beside what its tables, streams and backups name. */
const DIRECTORIES = [TABLES_SPACE, STREAMS_SPACE, TTL_TABLES_SPACE, TOKENS_SPACE, BACKUPS_SPACE, FILLINGS_SPACE];

const tables = jsonTable<Table>(TABLES_SPACE);

/** Forgets everything, or everything of one account. */
export async function reset(records: Records, account: string | undefined): Promise<void> {
  for (const name of await records.partitions()) {
    if (account !== undefined && placeOf(name).account !== account) continue;
    await clear(records.partition(name));
  }
}

async function clear(partition: Partition): Promise<void> {
  // First what they name: what is cut short here is found again by them.
  for await (const space of namedSpaces(partition)) await drop(partition, [space]);
  await drop(partition, DIRECTORIES);
}

async function* namedSpaces(partition: Partition): AsyncGenerator<string> {
  for await (const table of allRows(partition, tables)) yield* spacesOf(table);
  for await (const stream of allRows(partition, streams)) yield streamSpace(stream.table, stream);
  for await (const { id } of allRows(partition, backups)) yield copySpace(id);
}

function* spacesOf(table: Table): Generator<string> {
  yield itemSpace(table);
  yield dueSpace(table);
  for (const index of [...table.globalIndexes, ...table.localIndexes]) yield indexSpace(table, index);
  for (const { id } of table.copies ?? []) yield copySpace(id);
  if (table.restoring) yield copySpace(table.restoring.copy);
}

async function drop(partition: Partition, spaces: readonly string[]): Promise<void> {
  await partition.commit({ writes: spaces.map((space): Write => ({ kind: "drop", space })) });
}
