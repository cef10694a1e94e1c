import { changeGroup } from "../change-group.ts";
import { checkRetention } from "../domain/groups/retention.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const PutRetentionPolicy: Operation<"PutRetentionPolicy"> = async (input, { place }, store): Promise<object> => {
  const { logGroupName: name, retentionInDays } = input;
  checkRetention(retentionInDays);
  await changeGroup(store, { place, name }, (row) => ({ ...row, retentionInDays }));
  return {};
};
