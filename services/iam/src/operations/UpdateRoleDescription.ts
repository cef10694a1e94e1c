import type { UpdateRoleDescriptionResponse } from "@aws-sdk/client-iam";
import { describeDescription } from "../domain/description.ts";
import { describeRole } from "../domain/role.ts";
import type { Operation } from "../operation.ts";
import { putRole, requireRole } from "../store/roles.ts";
import { trustPolicyOf } from "../store/trust-policies.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html */
export const UpdateRoleDescription: Operation<"UpdateRoleDescription"> = async (
  input,
  call,
  store,
): Promise<UpdateRoleDescriptionResponse> => {
  const { account } = call.caller;
  return store.change(account, async (rows) => {
    const role = { ...(await requireRole(rows, input.RoleName)), description: input.Description };
    putRole(rows, role);
    const trustPolicy = await trustPolicyOf(rows, account, role);
    return { Role: { ...describeRole(account, role, trustPolicy), ...describeDescription(role) } };
  });
};
