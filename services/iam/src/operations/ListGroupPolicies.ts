import type { ListGroupPoliciesResponse } from "@aws-sdk/client-iam";
import { inlinePolicyNames } from "../domain/inline-policies.ts";
import { pageOfList } from "../domain/list-page.ts";
import { readPage } from "../domain/page.ts";
import type { Operation } from "../operation.ts";
import { requireGroup } from "../store/groups.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupPolicies.html */
export const ListGroupPolicies: Operation<"ListGroupPolicies"> = async (
  input,
  call,
  store,
): Promise<ListGroupPoliciesResponse> => {
  const group = await requireGroup(store.of(call.caller.account), input.GroupName);
  const { rows, ...page } = pageOfList(readPage(input), inlinePolicyNames(group), { nameOf: (name) => name });
  return { PolicyNames: [...rows], ...page };
};
