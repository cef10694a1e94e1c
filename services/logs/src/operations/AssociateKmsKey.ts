import { changeGroup } from "../change-group.ts";
import { encryptedGroup } from "../find-group.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html */
export const AssociateKmsKey: Operation<"AssociateKmsKey"> = async (input, call, store): Promise<object> => {
  await changeGroup(store, encryptedGroup(input, call), (row) => ({ ...row, kmsKeyId: input.kmsKeyId }));
  return {};
};
