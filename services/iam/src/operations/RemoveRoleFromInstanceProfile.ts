import { noSuchEntity } from "../domain/errors.ts";
import type { Operation } from "../operation.ts";
import { putInstanceProfile, requireInstanceProfile } from "../store/instance-profiles.ts";
import { putRole, requireModifiableRole } from "../store/roles.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveRoleFromInstanceProfile.html */
export const RemoveRoleFromInstanceProfile: Operation<"RemoveRoleFromInstanceProfile"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  await store.change(call.caller.account, async (rows) => {
    const { role: held, ...profile } = await requireInstanceProfile(rows, input.InstanceProfileName);
    const role = await requireModifiableRole(rows, input.RoleName);
    if (held !== role.name) {
      throw noSuchEntity(`Role ${input.RoleName} in Instance Profile ${profile.name} cannot be found.`);
    }
    putInstanceProfile(rows, profile);
    putRole(rows, { ...role, instanceProfiles: role.instanceProfiles.filter((name) => name !== profile.name) });
  });
  return {};
};
