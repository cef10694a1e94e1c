import { checkTrustPolicy } from "../domain/trust-policy.ts";
import type { Operation } from "../operation.ts";
import { putRole, requireModifiableRole } from "../store/roles.ts";
import { newTrustPolicy } from "../store/trust-policies.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
export const UpdateAssumeRolePolicy: Operation<"UpdateAssumeRolePolicy"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const { account } = call.caller;
  checkTrustPolicy(input.PolicyDocument);
  await store.change(account, async (rows) => {
    const role = await requireModifiableRole(rows, input.RoleName);
    putRole(rows, { ...role, ...(await newTrustPolicy(rows, account, input.PolicyDocument)) });
  });
  return {};
};
