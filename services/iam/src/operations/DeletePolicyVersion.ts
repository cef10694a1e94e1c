import { removeVersion } from "../domain/policy.ts";
import type { Operation } from "../operation.ts";
import { putPolicy, requireOwnPolicyVersion } from "../store/policies.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html */
export const DeletePolicyVersion: Operation<"DeletePolicyVersion"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const { account } = call.caller;
  await store.change(account, async (rows) => {
    const ref = { account, arn: input.PolicyArn };
    const { policy } = await requireOwnPolicyVersion(rows, ref, input.VersionId);
    putPolicy(rows, removeVersion(policy, input.VersionId));
  });
  return {};
};
