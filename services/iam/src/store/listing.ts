import type { Listed, Reader, RowKey, Table } from "@skylab/records";

/** Rows that are read at a time. */
const AT_ONCE = 500;

/** All rows of a table whose keys begin so, piece by piece: for reports and summaries, which need them all. */
export async function* allRows<Row>(rows: Reader, table: Table<Row>, prefix: RowKey = []): AsyncGenerator<Listed<Row>> {
  let after: Uint8Array | undefined;
  do {
    const piece = await rows.list(table, { prefix, after, limit: AT_ONCE });
    yield* piece;
    after = piece.length < AT_ONCE ? undefined : piece.at(-1)?.key;
  } while (after !== undefined);
}

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
