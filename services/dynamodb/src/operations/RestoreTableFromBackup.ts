import type { RestoreTableFromBackupOutput } from "@aws-sdk/client-dynamodb";
import { tableArn } from "../domain/table/arns.ts";
import { readBackupArn } from "../domain/backup/backup.ts";
import { restoredTable } from "../domain/backup/restored-table.ts";
import { describeTable } from "../domain/table/table-description.ts";
import { backupInUse, backupNotFound, targetTableExists } from "../domain/table/table-errors.ts";
import { readTableName } from "../domain/table/table-name.ts";
import { EMPTY } from "../domain/table/table-statistics.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_RestoreTableFromBackup.html */
export const RestoreTableFromBackup: Operation<"RestoreTableFromBackup"> = async (
  input,
  call,
  { backups, tables },
): Promise<RestoreTableFromBackupOutput> => {
  const address = readTableName(input.TargetTableName, call.place, "targetTableName");
  const { id, place } = readBackupArn(input.BackupArn, call.place);
  const found = await backups.find(place, id);
  if (found === undefined) throw backupNotFound(input.BackupArn);
  if (found.status === "CREATING") throw backupInUse(input.BackupArn);
  const now = call.clock.now();
  const { backup } = found;
  const table = {
    ...restoredTable(address, backup.table, { birth: { now, newId: call.ids.uuid }, overrides: input }),
    restoring: { copy: id },
    restoredFrom: { backupArn: input.BackupArn, tableArn: tableArn({ place, name: backup.table.name }), at: now },
  };
  if (!(await tables.create(address.place, table))) throw targetTableExists(address.name);
  return { TableDescription: describeTable({ address, table, now, statistics: EMPTY }) };
};
