import type { ListPolicyVersionsResponse } from "@aws-sdk/client-iam";
import { pageOfList } from "../domain/list-page.ts";
import { readPage } from "../domain/page.ts";
import { byNewest, describeVersion } from "../domain/policy.ts";
import type { Operation } from "../operation.ts";
import { requireAttachablePolicy } from "../store/policies.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html */
export const ListPolicyVersions: Operation<"ListPolicyVersions"> = async (
  input,
  call,
  store,
): Promise<ListPolicyVersionsResponse> => {
  const { account } = call.caller;
  const policy = await requireAttachablePolicy(store.of(account), { account, arn: input.PolicyArn });
  const order = { nameOf: ({ id }: { readonly id: string }) => id, compare: byNewest };
  const { rows, ...page } = pageOfList(readPage(input), policy.versions, order);
  return { Versions: rows.map((version) => describeVersion(policy, version)), ...page };
};
