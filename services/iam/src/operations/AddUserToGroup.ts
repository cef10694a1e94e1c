import { checkGroupQuota, isMember } from "../domain/group.ts";
import type { Operation } from "../operation.ts";
import { requireGroup } from "../store/groups.ts";
import { addMember } from "../store/members.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddUserToGroup.html */
export const AddUserToGroup: Operation<"AddUserToGroup"> = async (
  { GroupName, UserName },
  { caller },
  store,
): Promise<Record<string, never>> => {
  await store.change(caller.account, async (rows) => {
    const user = await requireUser(rows, UserName);
    const group = await requireGroup(rows, GroupName);
    if (isMember(user, group)) return;
    checkGroupQuota(user);
    addMember(rows, group, user);
  });
  return {};
};
