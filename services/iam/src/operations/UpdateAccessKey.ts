import { readKeyStatus } from "../domain/access-key.ts";
import { keyActor } from "../domain/acting-user.ts";
import type { Operation } from "../operation.ts";
import { putAccessKey, requireAccessKey } from "../store/access-keys.ts";
import { requireKeyOwner } from "../store/key-owners.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html */
export const UpdateAccessKey: Operation<"UpdateAccessKey"> = async (
  input,
  { caller },
  store,
): Promise<Record<string, never>> => {
  const active = readKeyStatus(input.Status);
  await store.change(caller.account, async (rows) => {
    const owner = await requireKeyOwner(rows, keyActor(input.UserName, caller.arn));
    const key = await requireAccessKey(rows, owner, input.AccessKeyId);
    putAccessKey(rows, { ...key, active });
  });
  return {};
};
