import { changeGroup } from "../change-group.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteRetentionPolicy.html */
export const DeleteRetentionPolicy: Operation<"DeleteRetentionPolicy"> = async (
  { logGroupName: name },
  { place },
  store,
): Promise<object> => {
  await changeGroup(store, { place, name }, ({ retentionInDays: _ended, ...row }) => row);
  return {};
};
