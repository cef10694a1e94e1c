import { checkRoleDeletable } from "../domain/role.ts";
import type { Operation } from "../operation.ts";
import { changeBoundary } from "../store/attachments.ts";
import { removeRole, requireModifiableRole } from "../store/roles.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html */
export const DeleteRole: Operation<"DeleteRole"> = async (input, call, store): Promise<Record<string, never>> => {
  await store.change(call.caller.account, async (rows) => {
    const role = await requireModifiableRole(rows, input.RoleName);
    checkRoleDeletable(role);
    await changeBoundary(rows, { kind: "role", holder: role }, undefined);
    removeRole(rows, role);
  });
  return {};
};
