import type { GetPolicyVersionResponse } from "@aws-sdk/client-iam";
import { describeVersionInFull } from "../domain/policy.ts";
import type { Operation } from "../operation.ts";
import { requirePolicyVersion } from "../store/policies.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html */
export const GetPolicyVersion: Operation<"GetPolicyVersion"> = async (
  input,
  call,
  store,
): Promise<GetPolicyVersionResponse> => {
  const { account } = call.caller;
  const ref = { account, arn: input.PolicyArn };
  const { policy, version } = await requirePolicyVersion(store.of(account), ref, input.VersionId);
  return { PolicyVersion: describeVersionInFull(policy, version) };
};
