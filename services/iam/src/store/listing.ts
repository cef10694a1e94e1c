import { allRows, type Reader, type Table } from "@skylab/records";

/** How many rows a table has, or how many that match. */
export async function countRows<Row>(
  rows: Reader,
  table: Table<Row>,
  matches: (row: Row) => boolean = () => true,
): Promise<number> {
  let count = 0;
  for await (const { row } of allRows(rows, table)) count += Number(matches(row));
  return count;
}
