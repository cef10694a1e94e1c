import type { ListAttachedGroupPoliciesResponse } from "@aws-sdk/client-iam";
import { listAttachedPolicies } from "../domain/attached-policies.ts";
import type { Operation } from "../operation.ts";
import { requireGroup } from "../store/groups.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedGroupPolicies.html */
export const ListAttachedGroupPolicies: Operation<"ListAttachedGroupPolicies"> = async (
  input,
  call,
  store,
): Promise<ListAttachedGroupPoliciesResponse> => {
  const group = await requireGroup(store.of(call.caller.account), input.GroupName);
  return listAttachedPolicies(group, input);
};
