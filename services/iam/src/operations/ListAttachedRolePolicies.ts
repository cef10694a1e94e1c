import type { ListAttachedRolePoliciesResponse } from "@aws-sdk/client-iam";
import { listAttachedPolicies } from "../domain/attached-policies.ts";
import type { Operation } from "../operation.ts";
import { requireRole } from "../store/roles.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html */
export const ListAttachedRolePolicies: Operation<"ListAttachedRolePolicies"> = async (
  input,
  call,
  store,
): Promise<ListAttachedRolePoliciesResponse> => {
  const role = await requireRole(store.of(call.caller.account), input.RoleName);
  return listAttachedPolicies(role, input);
};
