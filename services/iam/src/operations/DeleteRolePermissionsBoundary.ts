import type { Operation } from "../operation.ts";
import { changeBoundary } from "../store/attachments.ts";
import { roles } from "../store/holders.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html */
export const DeleteRolePermissionsBoundary: Operation<"DeleteRolePermissionsBoundary"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  await store.change(call.caller.account, async (rows) => {
    const role = await roles.requireModifiable(rows, input.RoleName);
    await changeBoundary(rows, { kind: "role", holder: role }, undefined);
    const { permissionsBoundary: _boundary, ...unbounded } = role;
    roles.put(rows, unbounded);
  });
  return {};
};
