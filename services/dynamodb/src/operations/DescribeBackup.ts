import type { DescribeBackupOutput } from "@aws-sdk/client-dynamodb";
import { describeBackup, readBackupArn } from "../domain/backup/backup.ts";
import { backupNotFound } from "../domain/table/table-errors.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeBackup.html */
export const DescribeBackup: Operation<"DescribeBackup"> = async (
  input,
  call,
  { backups },
): Promise<DescribeBackupOutput> => {
  const { id, place } = readBackupArn(input.BackupArn, call.place);
  const found = await backups.find(place, id);
  if (found === undefined) throw backupNotFound(input.BackupArn);
  return { BackupDescription: describeBackup({ ...found, place }) };
};
