import type { GetRoleResponse } from "@aws-sdk/client-iam";
import { describeDescription } from "../domain/description.ts";
import { describeBoundary } from "../domain/holder.ts";
import { describeLastUse, describeRole } from "../domain/role.ts";
import { describeAnyTags } from "../domain/tags.ts";
import type { Operation } from "../operation.ts";
import { lastUseOfRole, requireRole } from "../store/roles.ts";
import { trustPolicyOf } from "../store/trust-policies.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export const GetRole: Operation<"GetRole"> = async (input, call, store): Promise<GetRoleResponse> => {
  const { account } = call.caller;
  const rows = store.of(account);
  const role = await requireRole(rows, input.RoleName);
  return {
    Role: {
      ...describeRole(account, role, await trustPolicyOf(rows, account, role)),
      ...describeDescription(role),
      ...describeBoundary(role),
      ...describeAnyTags(role.tags),
      MaxSessionDuration: role.maxSessionDuration,
      RoleLastUsed: describeLastUse(await lastUseOfRole(rows, role)),
    },
  };
};
