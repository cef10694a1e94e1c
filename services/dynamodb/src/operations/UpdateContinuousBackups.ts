import type { UpdateContinuousBackupsOutput } from "@aws-sdk/client-dynamodb";
import { changePointInTime, describePointInTime } from "../domain/backup/point-in-time.ts";
import { readTableName } from "../domain/table/table-name.ts";
import type { Operation } from "../operation.ts";
import { changeBackedUpTable } from "../store/change-table.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContinuousBackups.html */
export const UpdateContinuousBackups: Operation<"UpdateContinuousBackups"> = async (
  input,
  call,
  store,
): Promise<UpdateContinuousBackupsOutput> => {
  const now = call.clock.now();
  const address = readTableName(input.TableName, call.place);
  const table = await changeBackedUpTable(store, address, ({ pointInTime: before, ...rest }) => {
    const pointInTime = changePointInTime(before, input.PointInTimeRecoverySpecification, now);
    return { ...rest, ...(pointInTime && { pointInTime }) };
  });
  return { ContinuousBackupsDescription: describePointInTime(table.pointInTime, now) };
};
