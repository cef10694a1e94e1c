import { encodeKey, jsonTable, type Write } from "@skylab/records";
import type { Backup } from "../domain/backup/backup.ts";
import type { Table } from "../domain/table/table.ts";
import { BACKUPS_SPACE } from "./spaces.ts";

export const backups = jsonTable<Backup>(BACKUPS_SPACE);

/** What is written with a table's record when a backup of it begins. */
export function backupWrites({ copies: before = [] }: Table, after: Table | undefined): readonly Write[] {
  const known = new Set(before.map(({ id }) => id));
  return (after?.copies ?? []).flatMap(({ createdAt, id, name }) =>
    after === undefined || name === undefined || known.has(id)
      ? []
      : [backupWrite({ id, name, createdAt, table: withoutCopies(after) })],
  );
}

const withoutCopies = ({ copies: _copies, ...table }: Table): Table => table;

const backupWrite = (backup: Backup): Write => ({
  kind: "put",
  space: backups.space,
  key: encodeKey(backup.id),
  value: backups.encode(backup),
});
