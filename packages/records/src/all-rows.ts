import type { Table } from "./table.ts";
import type { Listed, Reader, RowKey } from "./transact.ts";

/** Rows that are read at a time. */
const AT_ONCE = 500;

/** All rows of a table whose keys begin so, in key order, a piece at a time: for jobs, reports and resets. */
export async function* allRows<Row>(rows: Reader, table: Table<Row>, prefix: RowKey = []): AsyncGenerator<Listed<Row>> {
  let after: Uint8Array | undefined;
  do {
    const piece = await rows.list(table, { prefix, after, limit: AT_ONCE });
    yield* piece;
    after = piece.length < AT_ONCE ? undefined : piece.at(-1)?.key;
  } while (after !== undefined);
}
