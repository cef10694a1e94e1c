import type { GetPolicyResponse } from "@aws-sdk/client-iam";
import { describePolicy } from "../domain/policy.ts";
import { describeDescription } from "../domain/description.ts";
import { describeTags } from "../domain/tags.ts";
import type { Operation } from "../operation.ts";
import { requirePolicy, useOfPolicy } from "../store/policies.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html */
export const GetPolicy: Operation<"GetPolicy"> = async (input, call, store): Promise<GetPolicyResponse> => {
  const { account } = call.caller;
  const rows = store.of(account);
  const policy = await requirePolicy(rows, { account, arn: input.PolicyArn });
  const use = await useOfPolicy(rows, policy.arn);
  const Tags = describeTags(policy.tags);
  return { Policy: { ...describePolicy(policy, use), ...describeDescription(policy), Tags } };
};
