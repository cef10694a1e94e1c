import type { ListUserPoliciesResponse } from "@aws-sdk/client-iam";
import { inlinePolicyNames } from "../domain/inline-policies.ts";
import { pageOfList } from "../domain/list-page.ts";
import { readPage } from "../domain/page.ts";
import type { Operation } from "../operation.ts";
import { requireUser } from "../store/users.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserPolicies.html */
export const ListUserPolicies: Operation<"ListUserPolicies"> = async (
  input,
  call,
  store,
): Promise<ListUserPoliciesResponse> => {
  const user = await requireUser(store.of(call.caller.account), input.UserName);
  const { rows, ...page } = pageOfList(readPage(input), inlinePolicyNames(user), { nameOf: (name) => name });
  return { PolicyNames: [...rows], ...page };
};
