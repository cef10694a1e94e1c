import type { Reader, RowKey, Table } from "@skylab/records";

/** So many rows are read at a time. */
const AT_ONCE = 500;

/** All rows of a table whose keys begin with a prefix: for what an API has few of. */
export async function listAll<Row>(rows: Reader, table: Table<Row>, ...prefix: RowKey): Promise<readonly Row[]> {
  const found: Row[] = [];
  let after: Uint8Array | undefined;
  do {
    const piece = await rows.list(table, { prefix, after, limit: AT_ONCE });
    found.push(...piece.map(({ row }) => row));
    after = piece.length < AT_ONCE ? undefined : piece.at(-1)?.key;
  } while (after !== undefined);
  return found;
}
