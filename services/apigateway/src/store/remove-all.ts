import { allRows, decodeKey, keyTable, type Transaction } from "@skylab/records";

/** Removes all rows of spaces whose keys begin with an id: what goes with an API. */
export async function removeAll(rows: Transaction, spaces: readonly string[], id: string): Promise<void> {
  for (const space of spaces) {
    for await (const { key } of allRows(rows, keyTable(space), [id])) rows.remove({ space }, ...decodeKey(key));
  }
}
