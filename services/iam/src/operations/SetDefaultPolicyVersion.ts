import type { Operation } from "../operation.ts";
import { putPolicy, requireOwnPolicyVersion } from "../store/policies.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html */
export const SetDefaultPolicyVersion: Operation<"SetDefaultPolicyVersion"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const { account } = call.caller;
  await store.change(account, async (rows) => {
    const ref = { account, arn: input.PolicyArn };
    const { policy, version } = await requireOwnPolicyVersion(rows, ref, input.VersionId);
    putPolicy(rows, { ...policy, defaultVersion: version.id });
  });
  return {};
};
