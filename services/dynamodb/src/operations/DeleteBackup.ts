import type { DeleteBackupOutput } from "@aws-sdk/client-dynamodb";
import { describeBackup, readBackupArn } from "../domain/backup/backup.ts";
import { backupInUse, backupNotFound } from "../domain/table/table-errors.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteBackup.html */
export const DeleteBackup: Operation<"DeleteBackup"> = async (
  input,
  call,
  { backups },
): Promise<DeleteBackupOutput> => {
  const { id, place } = readBackupArn(input.BackupArn, call.place);
  const found = await backups.find(place, id);
  if (found === undefined) throw backupNotFound(input.BackupArn);
  if ((await backups.remove(place, found.backup)) === "inUse") throw backupInUse(input.BackupArn);
  return { BackupDescription: describeBackup({ ...found, place, status: "DELETED" }) };
};
