import type { CreateBackupOutput } from "@aws-sdk/client-dynamodb";
import { backupId, describeDetails } from "../domain/backup/backup.ts";
import { readTableName } from "../domain/table/table-name.ts";
import { NOTHING_STORED } from "../domain/table/table-statistics.ts";
import type { Operation } from "../operation.ts";
import { changeBackedUpTable } from "../store/change-table.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateBackup.html */
export const CreateBackup: Operation<"CreateBackup"> = async (input, call, store): Promise<CreateBackupOutput> => {
  const address = readTableName(input.TableName, call.place);
  const createdAt = call.clock.now();
  const copy = { id: backupId(createdAt, call.ids.uuid()), name: input.BackupName, createdAt };
  const table = await changeBackedUpTable(store, address, (before) => ({
    ...before,
    copies: [...(before.copies ?? []), copy],
  }));
  const backup = { ...copy, table };
  const { place } = address;
  return { BackupDetails: describeDetails({ backup, place, status: "CREATING", measure: NOTHING_STORED }) };
};
