import type { Operation } from "../operation.ts";
import { requireGroup } from "../store/groups.ts";
import { removeMember } from "../store/members.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveUserFromGroup.html */
export const RemoveUserFromGroup: Operation<"RemoveUserFromGroup"> = async (
  { GroupName, UserName },
  { caller },
  store,
): Promise<Record<string, never>> => {
  await store.change(caller.account, async (rows) => {
    const user = await requireUser(rows, UserName);
    const group = await requireGroup(rows, GroupName);
    // AWS answers the same where the user was not in the group.
    removeMember(rows, group, user);
  });
  return {};
};
