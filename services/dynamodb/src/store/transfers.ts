import type { Place } from "@skylab/aws";
import { allRows, encodeKey, placesOf, readerOf, type Records, transact } from "@skylab/records";
import type { Transfer } from "../domain/transfer/transfer.ts";
import type { TransferRows } from "./transfer-rows.ts";

/** Exports, or imports. They begin with a table's record: see `TableCopy.export` and `Table.importing`. */
export type Transfers<Kept extends Transfer> = {
  readonly find: (place: Place, id: string) => Promise<Kept | undefined>;
  /** The one that a client token began last. */
  readonly ofToken: (place: Place, token: string | undefined) => Promise<Kept | undefined>;
  /** In the order of their times. */
  readonly list: (place: Place, after: string | undefined, limit: number) => Promise<readonly Kept[]>;
  /** All that have not ended, wherever they are. */
  readonly underWay: () => Promise<readonly PlacedTransfer<Kept>[]>;
  /** Keeps how far one has come, or how it has ended. `false`: it was forgotten meanwhile. */
  readonly keep: (place: Place, transfer: Kept) => Promise<boolean>;
};

export type PlacedTransfer<Kept extends Transfer> = { readonly place: Place; readonly transfer: Kept };

export function openTransfers<Kept extends Transfer>(records: Records, kept: TransferRows<Kept>): Transfers<Kept> {
  const { all, at: partitionOf } = placesOf(records);
  const find = (place: Place, id: string): Promise<Kept | undefined> => readerOf(partitionOf(place)).get(kept.rows, id);
  return {
    find,
    ofToken: async (place, token) => {
      const begun = token === undefined ? undefined : await readerOf(partitionOf(place)).get(kept.tokens, token);
      return begun && find(place, begun.id);
    },
    list: async (place, after, limit) => {
      const from = after === undefined ? undefined : encodeKey(after);
      const listed = await readerOf(partitionOf(place)).list(kept.rows, { after: from, limit });
      return listed.map(({ row }) => row);
    },
    underWay: async () => {
      const found: PlacedTransfer<Kept>[] = [];
      for (const { partition, place } of await all()) {
        for await (const { row } of allRows(readerOf(partition), kept.underWay)) {
          const transfer = await find(place, row.id);
          if (transfer !== undefined) found.push({ place, transfer });
        }
      }
      return found;
    },
    keep: (place, transfer) =>
      transact(partitionOf(place), async (transaction) => {
        if ((await transaction.get(kept.rows, transfer.id)) === undefined) return false;
        transaction.put(kept.rows, transfer, transfer.id);
        if (transfer.outcome !== undefined) transaction.remove(kept.underWay, transfer.id);
        return true;
      }),
  };
}
