import { deleteConflict } from "../domain/errors.ts";
import { checkNoPolicies } from "../domain/holder.ts";
import type { Operation } from "../operation.ts";
import { removeGroup, requireGroup } from "../store/groups.ts";
import { hasMembers } from "../store/members.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroup.html */
export const DeleteGroup: Operation<"DeleteGroup"> = async (
  { GroupName },
  { caller },
  store,
): Promise<Record<string, never>> => {
  await store.change(caller.account, async (rows) => {
    const group = await requireGroup(rows, GroupName);
    if (await hasMembers(rows, group))
      throw deleteConflict("Cannot delete entity, must remove users from group first.");
    checkNoPolicies(group);
    removeGroup(rows, group);
  });
  return {};
};
