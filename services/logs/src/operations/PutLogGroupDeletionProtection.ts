import { changeGroup } from "../change-group.ts";
import { groupAddress } from "../find-group.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogGroupDeletionProtection.html */
export const PutLogGroupDeletionProtection: Operation<"PutLogGroupDeletionProtection"> = async (
  input,
  call,
  store,
): Promise<object> => {
  const { deletionProtectionEnabled, logGroupIdentifier } = input;
  await changeGroup(store, groupAddress({ logGroupIdentifier }, call), ({ isDeletionProtected: _before, ...row }) =>
    deletionProtectionEnabled ? { ...row, isDeletionProtected: true } : row,
  );
  return {};
};
