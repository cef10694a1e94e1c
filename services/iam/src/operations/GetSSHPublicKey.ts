import type { GetSSHPublicKeyResponse } from "@aws-sdk/client-iam";
import { describeKey } from "../domain/ssh-public-key.ts";
import type { Operation } from "../operation.ts";
import { sshKeys } from "../store/user-credentials.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetSSHPublicKey.html */
export const GetSSHPublicKey: Operation<"GetSSHPublicKey"> = async (
  input,
  call,
  store,
): Promise<GetSSHPublicKeyResponse> => {
  const rows = store.of(call.caller.account);
  const user = await requireUser(rows, input.UserName);
  const key = await sshKeys.require(rows, user, input.SSHPublicKeyId);
  return { SSHPublicKey: describeKey(user.name, key, input.Encoding) };
};
