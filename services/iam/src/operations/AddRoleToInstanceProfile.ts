import { limitExceeded } from "../domain/errors.ts";
import { ROLES_PER_INSTANCE_PROFILE } from "../domain/quotas.ts";
import type { Operation } from "../operation.ts";
import { putInstanceProfile, requireInstanceProfile } from "../store/instance-profiles.ts";
import { putRole, requireModifiableRole } from "../store/roles.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html */
export const AddRoleToInstanceProfile: Operation<"AddRoleToInstanceProfile"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  await store.change(call.caller.account, async (rows) => {
    const profile = await requireInstanceProfile(rows, input.InstanceProfileName);
    const role = await requireModifiableRole(rows, input.RoleName);
    if (profile.role !== undefined) {
      // AWS's own words: it speaks of sessions.
      const quota = `InstanceSessionsPerInstanceProfile: ${String(ROLES_PER_INSTANCE_PROFILE)}`;
      throw limitExceeded(`Cannot exceed quota for ${quota}`);
    }
    putInstanceProfile(rows, { ...profile, role: role.name });
    putRole(rows, { ...role, instanceProfiles: [...role.instanceProfiles, profile.name] });
  });
  return {};
};
