import { changeGroup } from "../change-group.ts";
import { encryptedGroup } from "../find-group.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DisassociateKmsKey.html */
export const DisassociateKmsKey: Operation<"DisassociateKmsKey"> = async (input, call, store): Promise<object> => {
  await changeGroup(store, encryptedGroup(input, call), ({ kmsKeyId: _ended, ...row }) => row);
  return {};
};
