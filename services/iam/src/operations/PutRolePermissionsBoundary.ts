import type { Operation } from "../operation.ts";
import { changeBoundary } from "../store/attachments.ts";
import { roles } from "../store/holders.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html */
export const PutRolePermissionsBoundary: Operation<"PutRolePermissionsBoundary"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const { account } = call.caller;
  const arn = input.PermissionsBoundary;
  await store.change(account, async (rows) => {
    const role = await roles.requireModifiable(rows, input.RoleName);
    await changeBoundary(rows, { kind: "role", holder: role }, { account, arn });
    roles.put(rows, { ...role, permissionsBoundary: arn });
  });
  return {};
};
