import type { Operation } from "../operation.ts";
import { changeBoundary } from "../store/attachments.ts";
import { users } from "../store/holders.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPermissionsBoundary.html */
export const DeleteUserPermissionsBoundary: Operation<"DeleteUserPermissionsBoundary"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  await store.change(call.caller.account, async (rows) => {
    const user = await users.requireModifiable(rows, input.UserName);
    await changeBoundary(rows, { kind: "user", holder: user }, undefined);
    const { permissionsBoundary: _boundary, ...unbounded } = user;
    users.put(rows, unbounded);
  });
  return {};
};
