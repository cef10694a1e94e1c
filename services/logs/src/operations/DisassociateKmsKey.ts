import { changeGroup } from "../change-group.ts";
import { kmsTarget } from "../kms-target.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DisassociateKmsKey.html */
export const DisassociateKmsKey: Operation<"DisassociateKmsKey"> = async (input, call, store): Promise<object> => {
  await changeGroup(store, kmsTarget(input, call), ({ kmsKeyId: _ended, ...row }) => row);
  return {};
};
