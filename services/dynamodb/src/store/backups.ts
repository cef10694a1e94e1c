import type { Place } from "@skylab/aws";
import { encodeKey, type Partition, placesOf, readerOf, type Records } from "@skylab/records";
import type { Backup } from "../domain/backup/backup.ts";
import type { Measure } from "../domain/table/table-statistics.ts";
import { backups } from "./backup-rows.ts";
import { fillings } from "./fillings.ts";
import { isFilling } from "./open-fillings.ts";
import { BACKUPS_SPACE, copySpace } from "./spaces.ts";
import { measureSpace } from "./table-measures.ts";

/** Backups of tables. They begin, and are filled, with the table's record: see `Table.copies`. */
export type Backups = {
  readonly find: (place: Place, id: string) => Promise<FoundBackup | undefined>;
  /** In the order of their times. */
  readonly list: (place: Place, after: string | undefined, limit: number) => Promise<readonly FoundBackup[]>;
  /** Forgets a backup and what is in it, unless it is being made, or a table is being restored from it. */
  readonly remove: (place: Place, backup: Backup) => Promise<"removed" | "inUse">;
};

export type FoundBackup = {
  readonly backup: Backup;
  readonly status: "CREATING" | "AVAILABLE";
  readonly measure: Measure;
};

export function openBackups(records: Records): Backups {
  const { at: partitionOf } = placesOf(records);
  return {
    find: async (place, id) => {
      const partition = partitionOf(place);
      const found = await readerOf(partition).get(backups, id);
      return found && look(partition, found);
    },
    list: async (place, after, limit) => {
      const partition = partitionOf(place);
      const from = after === undefined ? undefined : encodeKey(after);
      const listed = await readerOf(partition).list(backups, { after: from, limit });
      return Promise.all(listed.map(({ row }) => look(partition, row)));
    },
    remove: async (place, { id }) => {
      const partition = partitionOf(place);
      if (await isInUse(partition, id)) return "inUse";
      await partition.commit({
        writes: [
          { kind: "remove", space: BACKUPS_SPACE, key: encodeKey(id) },
          { kind: "drop", space: copySpace(id) },
        ],
      });
      return "removed";
    },
  };
}

async function look(partition: Partition, backup: Backup): Promise<FoundBackup> {
  const isMade = await isFilling(partition, backup.id);
  return {
    backup,
    status: isMade ? "CREATING" : "AVAILABLE",
    measure: await measureSpace(partition, copySpace(backup.id)),
  };
}

/** There are few at a time. */
const MOST_FILLINGS = 1000;

async function isInUse(partition: Partition, id: string): Promise<boolean> {
  const listed = await readerOf(partition).list(fillings, { limit: MOST_FILLINGS });
  return listed.some(({ row }) => row.id === id || row.from === id);
}
