import { anyCase, removeTags } from "../domain/tags.ts";
import type { Operation } from "../operation.ts";
import { putRole, requireRole } from "../store/roles.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html */
export const UntagRole: Operation<"UntagRole"> = async (input, call, store): Promise<Record<string, never>> => {
  await store.change(call.caller.account, async (rows) => {
    const role = await requireRole(rows, input.RoleName);
    putRole(rows, { ...role, tags: removeTags(role.tags, input.TagKeys, anyCase) });
  });
  return {};
};
