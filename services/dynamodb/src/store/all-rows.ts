import { type Partition, readerOf, type Table as Rows } from "@skylab/records";

const PAGE = 100;

/** All rows of a table in a partition, in the order of their keys, a page at a time. */
export async function* allRows<Row>(partition: Partition, table: Rows<Row>): AsyncGenerator<Row> {
  const { list } = readerOf(partition);
  for (let after: Uint8Array | undefined; ;) {
    const page = await list(table, { after, limit: PAGE });
    for (const { row } of page) yield row;
    if (page.length < PAGE) return;
    after = page.at(-1)?.key;
  }
}
