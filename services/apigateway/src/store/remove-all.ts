import { decodeKey, keyTable, type Transaction } from "@skylab/records";

/** So many rows are listed at a time. */
const AT_ONCE = 1000;

/** Removes all rows of spaces whose keys begin with an id: what goes with an API. */
export async function removeAll(rows: Transaction, spaces: readonly string[], id: string): Promise<void> {
  for (const space of spaces) {
    let after: Uint8Array | undefined;
    do {
      const piece = await rows.list(keyTable(space), { prefix: [id], after, limit: AT_ONCE });
      for (const { key } of piece) rows.remove({ space }, ...decodeKey(key));
      after = piece.length < AT_ONCE ? undefined : piece.at(-1)?.key;
    } while (after !== undefined);
  }
}
