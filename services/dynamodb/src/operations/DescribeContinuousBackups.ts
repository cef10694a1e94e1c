import type { DescribeContinuousBackupsOutput } from "@aws-sdk/client-dynamodb";
import { describePointInTime } from "../domain/backup/point-in-time.ts";
import { backedUpTableNotFound } from "../domain/table/table-errors.ts";
import { readTableName } from "../domain/table/table-name.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html */
export const DescribeContinuousBackups: Operation<"DescribeContinuousBackups"> = async (
  input,
  call,
  { tables },
): Promise<DescribeContinuousBackupsOutput> => {
  const { name, place } = readTableName(input.TableName, call.place);
  const stored = await tables.read(place, name);
  if (stored === undefined) throw backedUpTableNotFound(name);
  return { ContinuousBackupsDescription: describePointInTime(stored.table.pointInTime, call.clock.now()) };
};
