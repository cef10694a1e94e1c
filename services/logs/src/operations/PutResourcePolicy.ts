import type { PutResourcePolicyResponse } from "@aws-sdk/client-cloudwatch-logs";
import { validatePolicyDocument } from "@skylab/auth";
import { AwsError } from "@skylab/aws";
import { invalidParameter } from "../domain/errors.ts";
import { describeResourcePolicy } from "../domain/policies/resource-policy.ts";
import { ofResources } from "../of-resources.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html */
export const PutResourcePolicy: Operation<"PutResourcePolicy"> = async (
  input,
  { clock, place },
  store,
): Promise<PutResourcePolicyResponse> => {
  const { policyDocument: document, policyName: name } = input;
  if (input.resourceArn !== undefined) throw ofResources();
  if (!name) throw invalidParameter("Policy name must be specified");
  if (document === undefined) throw invalidParameter("Policy document must be specified");
  check(document);
  const row = { document, updatedAt: clock.now() };
  await store.resourcePolicies.put(place, name, row);
  return { resourcePolicy: describeResourcePolicy(name, row) };
};

/** @throws AwsError InvalidParameterException */
function check(document: string): void {
  try {
    validatePolicyDocument(document, "resource");
  } catch (error) {
    if (error instanceof AwsError)
      throw invalidParameter(`This resource policy contains invalid Json: ${error.message}`);
    throw error;
  }
}
