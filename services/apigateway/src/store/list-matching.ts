import type { Listed, Reader, RowKey, Table } from "@skylab/records";
import type { Page } from "../domain/page.ts";

/** So many rows are read at a time. */
const AT_ONCE = 500;

export type Matching<Row> = {
  readonly page: Page;
  readonly prefix?: RowKey;
  readonly goes?: (row: Row) => boolean;
};

/** The rows of a page that match, in the order of their keys, and one more where there are more: as `pageOf` takes them. */
export async function listMatching<Row>(
  rows: Reader,
  table: Table<Row>,
  { goes = () => true, page, prefix = [] }: Matching<Row>,
): Promise<readonly Listed<Row>[]> {
  const found: Listed<Row>[] = [];
  const wanted = page.limit + 1;
  let { after } = page;
  for (;;) {
    const piece = await rows.list(table, { prefix, after, limit: AT_ONCE });
    found.push(...piece.filter(({ row }) => goes(row)));
    after = piece.at(-1)?.key;
    if (found.length >= wanted || piece.length < AT_ONCE) return found.slice(0, wanted);
  }
}
