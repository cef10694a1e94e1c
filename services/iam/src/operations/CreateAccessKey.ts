import type { CreateAccessKeyResponse } from "@aws-sdk/client-iam";
import { type AccessKey, newAccessKeyId, newSecret, sealSecret } from "@skylab/identity";
import { checkAccessKeyQuota, describeAccessKey } from "../domain/access-key.ts";
import { keyActor } from "../domain/acting-user.ts";
import type { Operation } from "../operation.ts";
import { addAccessKey } from "../store/access-keys.ts";
import { requireKeyOwner } from "../store/key-owners.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html */
export const CreateAccessKey: Operation<"CreateAccessKey"> = async (
  { UserName },
  call,
  store,
): Promise<CreateAccessKeyResponse> => {
  const { account, arn } = call.caller;
  const id = newAccessKeyId("AKIA", account, call.ids);
  const secret = newSecret(call.ids);
  const sealedSecret = sealSecret(store.encryptionKey, id, secret);
  const created = await store.change(account, async (rows) => {
    const owner = await requireKeyOwner(rows, keyActor(UserName, arn));
    checkAccessKeyQuota(owner.accessKeyIds);
    const user = owner.user?.name;
    const key: AccessKey = { id, user, sealedSecret, active: true, createdAt: call.clock.now() };
    addAccessKey(rows, owner, key);
    return key;
  });
  return { AccessKey: { ...describeAccessKey(created), SecretAccessKey: secret } };
};
