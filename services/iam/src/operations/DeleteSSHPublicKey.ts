import type { Operation } from "../operation.ts";
import { sshKeys } from "../store/user-credentials.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteSSHPublicKey.html */
export const DeleteSSHPublicKey: Operation<"DeleteSSHPublicKey"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  await store.change(call.caller.account, async (rows) => {
    const user = await requireUser(rows, input.UserName);
    sshKeys.remove(rows, user, await sshKeys.require(rows, user, input.SSHPublicKeyId));
  });
  return {};
};
