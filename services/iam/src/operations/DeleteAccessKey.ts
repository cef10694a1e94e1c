import { keyActor } from "../domain/acting-user.ts";
import type { Operation } from "../operation.ts";
import { removeAccessKey, requireAccessKey } from "../store/access-keys.ts";
import { requireKeyOwner } from "../store/key-owners.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html */
export const DeleteAccessKey: Operation<"DeleteAccessKey"> = async (
  input,
  { caller },
  store,
): Promise<Record<string, never>> => {
  await store.change(caller.account, async (rows) => {
    const owner = await requireKeyOwner(rows, keyActor(input.UserName, caller.arn));
    const { id } = await requireAccessKey(rows, owner, input.AccessKeyId);
    removeAccessKey(rows, owner, id);
  });
  return {};
};
