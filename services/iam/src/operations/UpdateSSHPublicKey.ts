import type { Operation } from "../operation.ts";
import { sshKeys } from "../store/user-credentials.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSSHPublicKey.html */
export const UpdateSSHPublicKey: Operation<"UpdateSSHPublicKey"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  await store.change(call.caller.account, async (rows) => {
    const user = await requireUser(rows, input.UserName);
    const key = await sshKeys.require(rows, user, input.SSHPublicKeyId);
    sshKeys.put(rows, user, { ...key, status: input.Status });
  });
  return {};
};
