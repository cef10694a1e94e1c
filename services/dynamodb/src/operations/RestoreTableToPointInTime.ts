import type { RestoreTableToPointInTimeOutput } from "@aws-sdk/client-dynamodb";
import { isSamePlace } from "@skylab/aws";
import { tableArn } from "../domain/table/arns.ts";
import { backupId } from "../domain/backup/backup.ts";
import { validationError } from "../domain/errors.ts";
import { checkRestoreTime } from "../domain/backup/point-in-time.ts";
import { restoredTable } from "../domain/backup/restored-table.ts";
import { describeTable } from "../domain/table/table-description.ts";
import {
  backedUpTableNotFound,
  onlyForOwner,
  pointInTimeUnavailable,
  targetTableExists,
} from "../domain/table/table-errors.ts";
import { readTableName } from "../domain/table/table-name.ts";
import { EMPTY } from "../domain/table/table-statistics.ts";
import type { Operation } from "../operation.ts";
import { changeBackedUpTable } from "../store/change-table.ts";

/**
 * A table is restored as it is now: nothing else of it is kept.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_RestoreTableToPointInTime.html
 */
export const RestoreTableToPointInTime: Operation<"RestoreTableToPointInTime"> = async (
  input,
  call,
  store,
): Promise<RestoreTableToPointInTimeOutput> => {
  const { SourceTableArn, SourceTableName } = input;
  const source = SourceTableArn ?? SourceTableName;
  if (source === undefined || (SourceTableArn !== undefined && SourceTableName !== undefined)) {
    throw validationError("Must provide exactly one of: sourceTableArn, sourceTableName");
  }
  const address = readTableName(input.TargetTableName, call.place, "targetTableName");
  const from = readTableName(source, call.place);
  if (!isSamePlace(from.place, call.place)) throw onlyForOwner();
  const now = call.clock.now();
  const before = (await store.tables.read(from.place, from.name))?.table;
  if (before === undefined) throw backedUpTableNotFound(from.name);
  if (before.pointInTime === undefined) throw pointInTimeUnavailable(from.name);
  checkRestoreTime(input, now);
  if (await store.tables.read(address.place, address.name)) throw targetTableExists(address.name);

  const copy = { id: backupId(now, call.ids.uuid()), createdAt: now };
  const copied = { birth: { now, newId: call.ids.uuid }, overrides: input };
  const table = {
    ...restoredTable(address, before, copied),
    restoring: { copy: copy.id, isTemporary: true as const },
    restoredFrom: { tableArn: tableArn(from), at: now },
  };
  await changeBackedUpTable(store, from, (one) => ({ ...one, copies: [...(one.copies ?? []), copy] }));
  if (!(await store.tables.create(address.place, table))) throw targetTableExists(address.name);
  return { TableDescription: describeTable({ address, table, now, statistics: EMPTY }) };
};
