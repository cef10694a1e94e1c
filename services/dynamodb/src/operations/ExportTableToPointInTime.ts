import type { Call } from "@skylab/service";
import { backupId } from "../domain/backup/backup.ts";
import { exportConflict, pointInTimeUnavailable } from "../domain/table/table-errors.ts";
import { readTableName } from "../domain/table/table-name.ts";
import type { Table } from "../domain/table/table.ts";
import {
  checkExportTime,
  checkServed,
  describeExport,
  type Destination,
  type Export,
  NOTHING_EXPORTED,
} from "../domain/transfer/export.ts";
import { isRepeated, readToken } from "../domain/transfer/transfer.ts";
import type { DynamoOperations, Operation, Output } from "../operation.ts";
import { changeBackedUpTable } from "../store/change-table.ts";

type Input = DynamoOperations["ExportTableToPointInTime"]["input"];

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExportTableToPointInTime.html */
export const ExportTableToPointInTime: Operation<"ExportTableToPointInTime"> = async (
  input,
  call,
  store,
): Promise<Output<"ExportTableToPointInTime">> => {
  checkServed(input);
  const address = readTableName(input.TableArn, call.place);
  const { place } = address;
  const now = call.clock.now();
  const token = readToken(input);
  const before = await store.exports.ofToken(place, token?.text);
  if (before && isRepeated(before, { now, token }, exportConflict)) {
    return { ExportDescription: describeExport(place, before) };
  }
  const exportOf = newExport(input, call);
  const table = await changeBackedUpTable(store, address, (found) => {
    if (found.pointInTime === undefined) throw pointInTimeUnavailable(address.name);
    checkExportTime(input.ExportTime, now);
    const begun = exportOf(found);
    const copy = { id: begun.id, createdAt: now, export: begun };
    return { ...found, copies: [...(found.copies ?? []), copy] };
  });
  return { ExportDescription: describeExport(place, exportOf(table)) };
};

function newExport(input: Input, { caller, clock, ids }: Call): (table: Table) => Export {
  const now = clock.now();
  const id = backupId(now, ids.uuid());
  const exportTime = input.ExportTime?.getTime() ?? now;
  const [token, destination] = [readToken(input), destinationOf(input)];
  return ({ id: tableId, name }) => ({
    id,
    startedAt: now,
    caller,
    ...(token && { token }),
    table: { name, id: tableId },
    exportTime,
    destination,
    progress: NOTHING_EXPORTED,
  });
}

const destinationOf = (input: Input): Destination => ({
  bucket: input.S3Bucket,
  owner: input.S3BucketOwner,
  prefix: input.S3Prefix,
  encryption: input.S3SseAlgorithm ?? "AES256",
  kmsKeyId: input.S3SseKmsKeyId,
});
