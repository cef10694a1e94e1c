import { removeInlinePolicy } from "../domain/inline-policies.ts";
import type { Operation } from "../operation.ts";
import { roles } from "../store/holders.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html */
export const DeleteRolePolicy: Operation<"DeleteRolePolicy"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  await store.change(call.caller.account, async (rows) => {
    const role = await roles.requireModifiable(rows, input.RoleName);
    roles.put(rows, removeInlinePolicy("role", role, input.PolicyName));
  });
  return {};
};
