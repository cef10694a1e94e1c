import { checkPolicyDeletable } from "../domain/policy.ts";
import type { Operation } from "../operation.ts";
import { removePolicy, requireOwnPolicy, useOfPolicy } from "../store/policies.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html */
export const DeletePolicy: Operation<"DeletePolicy"> = async (input, call, store): Promise<Record<string, never>> => {
  const { account } = call.caller;
  await store.change(account, async (rows) => {
    const policy = await requireOwnPolicy(rows, { account, arn: input.PolicyArn });
    checkPolicyDeletable(policy, await useOfPolicy(rows, policy.arn));
    removePolicy(rows, policy);
  });
  return {};
};
