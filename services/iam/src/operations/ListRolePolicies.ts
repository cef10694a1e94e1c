import type { ListRolePoliciesResponse } from "@aws-sdk/client-iam";
import { inlinePolicyNames } from "../domain/inline-policies.ts";
import { pageOfList } from "../domain/list-page.ts";
import { readPage } from "../domain/page.ts";
import type { Operation } from "../operation.ts";
import { requireRole } from "../store/roles.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html */
export const ListRolePolicies: Operation<"ListRolePolicies"> = async (
  input,
  call,
  store,
): Promise<ListRolePoliciesResponse> => {
  const role = await requireRole(store.of(call.caller.account), input.RoleName);
  const { rows, ...page } = pageOfList(readPage(input), inlinePolicyNames(role), { nameOf: (name) => name });
  return { PolicyNames: [...rows], ...page };
};
