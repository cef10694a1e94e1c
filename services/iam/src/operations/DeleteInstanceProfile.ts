import { deleteConflict } from "../domain/errors.ts";
import { ROLE_IN_INSTANCE_PROFILE } from "../domain/role.ts";
import type { Operation } from "../operation.ts";
import { removeInstanceProfile, requireInstanceProfile } from "../store/instance-profiles.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteInstanceProfile.html */
export const DeleteInstanceProfile: Operation<"DeleteInstanceProfile"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  await store.change(call.caller.account, async (rows) => {
    const profile = await requireInstanceProfile(rows, input.InstanceProfileName);
    if (profile.role !== undefined) throw deleteConflict(ROLE_IN_INSTANCE_PROFILE);
    removeInstanceProfile(rows, profile);
  });
  return {};
};
