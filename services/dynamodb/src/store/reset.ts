import { allRows, dropSpaces, jsonTable, type Partition, placesOf, readerOf, type Records } from "@skylab/records";
import type { Table } from "../domain/table/table.ts";
import { backups } from "./backup-rows.ts";
import {
  BACKUPS_SPACE,
  BUDGETS_SPACE,
  copySpace,
  dueSpace,
  exportFilesSpace,
  FILLINGS_SPACE,
  indexSpace,
  itemSpace,
  streamSpace,
  STREAMS_SPACE,
  TABLES_SPACE,
  TOKENS_SPACE,
  transfersSpace,
  transferTokensSpace,
  TTL_TABLES_SPACE,
  underWaySpace,
} from "./spaces.ts";
import { streams } from "./stream-table.ts";
import { exportRows } from "./transfer-rows.ts";

/** What an account and region has beside what its tables, streams and backups name. */
const DIRECTORIES = [
  TABLES_SPACE,
  STREAMS_SPACE,
  TTL_TABLES_SPACE,
  TOKENS_SPACE,
  BACKUPS_SPACE,
  FILLINGS_SPACE,
  BUDGETS_SPACE,
  ...(["exports", "imports"] as const).flatMap((kind) => [
    transfersSpace(kind),
    underWaySpace(kind),
    transferTokensSpace(kind),
  ]),
];

const tables = jsonTable<Table>(TABLES_SPACE);

/** Forgets everything, or everything of one account. */
export async function reset(records: Records, account: string | undefined): Promise<void> {
  for (const { partition } of await placesOf(records).all(account)) await clear(partition);
}

async function clear(partition: Partition): Promise<void> {
  // First what they name: what is cut short here is found again by them.
  for await (const space of namedSpaces(partition)) await dropSpaces(partition, [space]);
  await dropSpaces(partition, DIRECTORIES);
}

async function* namedSpaces(partition: Partition): AsyncGenerator<string> {
  const rows = readerOf(partition);
  for await (const { row } of allRows(rows, tables)) yield* spacesOf(row);
  for await (const { row } of allRows(rows, streams)) yield streamSpace(row.table, row);
  for await (const { row } of allRows(rows, backups)) yield copySpace(row.id);
  for await (const { row } of allRows(rows, exportRows.underWay)) {
    yield copySpace(row.id);
    yield exportFilesSpace(row.id);
  }
}

function* spacesOf(table: Table): Generator<string> {
  yield itemSpace(table);
  yield dueSpace(table);
  for (const index of [...table.globalIndexes, ...table.localIndexes]) yield indexSpace(table, index);
  for (const { id } of table.copies ?? []) yield copySpace(id);
  if (table.restoring) yield copySpace(table.restoring.copy);
}
