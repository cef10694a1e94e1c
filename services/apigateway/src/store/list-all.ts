import { allRows, type Reader, type RowKey, type Table } from "@skylab/records";

/** All rows of a table whose keys begin with a prefix: for what an API has few of. */
export async function listAll<Row>(rows: Reader, table: Table<Row>, ...prefix: RowKey): Promise<readonly Row[]> {
  const found: Row[] = [];
  for await (const { row } of allRows(rows, table, prefix)) found.push(row);
  return found;
}
