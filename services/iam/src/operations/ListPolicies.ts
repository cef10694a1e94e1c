import type { ListPoliciesResponse } from "@aws-sdk/client-iam";
import { readPage, readPageOf } from "../domain/page.ts";
import { describePolicy } from "../domain/policy.ts";
import type { Operation } from "../operation.ts";
import { listPolicies, type UsedPolicy } from "../store/policy-list.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html */
export const ListPolicies: Operation<"ListPolicies"> = async (input, call, store): Promise<ListPoliciesResponse> => {
  const { account } = call.caller;
  const { Scope: scope = "All", PathPrefix: prefix = "/", OnlyAttached: onlyAttached = false } = input;
  const boundaries = input.PolicyUsageFilter === "PermissionsBoundary";
  const matches = ({ policy, use }: UsedPolicy): boolean =>
    policy.path.startsWith(prefix) && (!onlyAttached || (boundaries ? use.boundaries : use.attachments) > 0);
  const { rows, ...page } = await readPageOf(readPage(input), listPolicies(store.of(account), account, scope), matches);
  return { Policies: rows.map(({ policy, use }) => describePolicy(policy, use)), ...page };
};
