import type { UploadSSHPublicKeyResponse } from "@aws-sdk/client-iam";
import { duplicateSshPublicKey, quotaExceeded } from "../domain/errors.ts";
import { newId } from "../domain/ids.ts";
import { SSH_KEYS_PER_USER } from "../domain/quotas.ts";
import { describeKey, fingerprintOf, isPem, type SshPublicKey } from "../domain/ssh-public-key.ts";
import type { Operation } from "../operation.ts";
import { sshKeys } from "../store/user-credentials.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSSHPublicKey.html */
export const UploadSSHPublicKey: Operation<"UploadSSHPublicKey"> = async (
  input,
  call,
  store,
): Promise<UploadSSHPublicKeyResponse> => {
  const id = newId("APKA", call.ids);
  const [owner, key] = await store.change(call.caller.account, async (rows) => {
    const user = await requireUser(rows, input.UserName);
    const uploaded: SshPublicKey = {
      id,
      body: input.SSHPublicKeyBody,
      fingerprint: fingerprintOf(input.SSHPublicKeyBody),
      status: "Active",
      uploadedAt: call.clock.now(),
    };
    const others = await sshKeys.all(rows, user);
    if (others.some(({ fingerprint }) => fingerprint === uploaded.fingerprint)) throw duplicateSshPublicKey();
    if (others.length >= SSH_KEYS_PER_USER) throw quotaExceeded("SSHPublicKeysPerUser", SSH_KEYS_PER_USER);
    sshKeys.add(rows, user, uploaded);
    return [user, uploaded] as const;
  });
  return { SSHPublicKey: describeKey(owner.name, key, isPem(key.body) ? "PEM" : "SSH") };
};
