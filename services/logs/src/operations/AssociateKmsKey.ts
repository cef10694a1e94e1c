import { changeGroup } from "../change-group.ts";
import { kmsTarget } from "../kms-target.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html */
export const AssociateKmsKey: Operation<"AssociateKmsKey"> = async (input, call, store): Promise<object> => {
  await changeGroup(store, kmsTarget(input, call), (row) => ({ ...row, kmsKeyId: input.kmsKeyId }));
  return {};
};
