import type { Operation } from "../operation.ts";
import { requireGroup } from "../store/groups.ts";
import { renameGroup } from "../store/rename.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateGroup.html */
export const UpdateGroup: Operation<"UpdateGroup"> = async (
  input,
  { caller },
  store,
): Promise<Record<string, never>> => {
  await store.change(caller.account, async (rows) => {
    const group = await requireGroup(rows, input.GroupName);
    await renameGroup(rows, group, { name: input.NewGroupName ?? group.name, path: input.NewPath ?? group.path });
  });
  return {};
};
