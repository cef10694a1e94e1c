import type { Place } from "@skylab/aws";
import {
  allRows,
  encodeKey,
  type Entry,
  jsonTable,
  keyAfter,
  placesOf,
  readerOf,
  type Records,
  retryOnConflict,
  transact,
} from "@skylab/records";
import type { Export, ExportFile } from "../domain/transfer/export.ts";
import { isFilling } from "./open-fillings.ts";
import { copySpace, exportFilesSpace } from "./spaces.ts";
import { exportRows } from "./transfer-rows.ts";
import { openTransfers, type Transfers } from "./transfers.ts";

/** Exports, and the copies of tables that they are made of. */
export type Exports = Transfers<Export> & {
  /** The next items of an export, as many as make a file; `later`: they are still being copied. */
  readonly items: (place: Place, one: Export) => Promise<readonly Entry[] | "later">;
  /** Keeps an export that has written one more file. `false`: it was forgotten meanwhile. */
  readonly keepFile: (place: Place, one: Export, file: ExportFile) => Promise<boolean>;
  readonly files: (place: Place, one: Export) => AsyncGenerator<ExportFile>;
  /** Keeps how an export has ended, and forgets what it needs no more. */
  readonly end: (place: Place, one: Export) => Promise<void>;
};

/** What a file holds at most: it is in memory as a whole. */
const FILE_ITEMS = 10_000;
const FILE_BYTES = 4 * 1024 * 1024;

const filesOf = ({ id }: Export) => jsonTable<ExportFile>(exportFilesSpace(id));

export function openExports(records: Records): Exports {
  const { at: partitionOf } = placesOf(records);
  return {
    ...openTransfers(records, exportRows),
    items: async (place, { id, progress: { after } }) => {
      const partition = partitionOf(place);
      if (await isFilling(partition, id)) return "later";
      const from = after === undefined ? undefined : keyAfter(Buffer.from(after, "base64"));
      return partition.range(copySpace(id), { ...(from && { from }), limit: FILE_ITEMS, maxBytes: FILE_BYTES });
    },
    keepFile: (place, one, file) =>
      transact(partitionOf(place), async (transaction) => {
        if ((await transaction.get(exportRows.rows, one.id)) === undefined) return false;
        transaction.put(exportRows.rows, one, one.id);
        transaction.put(filesOf(one), file, one.progress.files);
        return true;
      }),
    files: async function* (place, one) {
      for await (const { row } of allRows(readerOf(partitionOf(place)), filesOf(one))) yield row;
    },
    end: (place, one) =>
      retryOnConflict(async () => {
        const partition = partitionOf(place);
        const { rows, underWay } = exportRows;
        const key = encodeKey(one.id);
        const found = await partition.get(rows.space, key);
        if (found === undefined) return undefined;
        const result = await partition.commit({
          checks: [{ space: rows.space, key, version: found.version }],
          writes: [
            { kind: "put", space: rows.space, key, value: rows.encode(one) },
            { kind: "remove", space: underWay.space, key },
            { kind: "drop", space: copySpace(one.id) },
            { kind: "drop", space: exportFilesSpace(one.id) },
          ],
        });
        return result.ok ? undefined : result;
      }),
  };
}
