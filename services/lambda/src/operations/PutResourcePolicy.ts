import type { PutResourcePolicyResponse } from "@aws-sdk/client-lambda";
import { validatePolicyDocument } from "@skylab/auth";
import { AwsError } from "@skylab/aws";
import { changePolicy } from "../policies/change-policy.ts";
import { invalidParameterValue } from "../domain/errors.ts";
import { checkResourcePolicy, readPolicyResource } from "../domain/policies/resource-policy.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutResourcePolicy.html */
export const PutResourcePolicy: Operation<"PutResourcePolicy"> = async (
  input,
  call,
  store,
): Promise<PutResourcePolicyResponse> => {
  const named = readPolicyResource(input.ResourceArn, call.place);
  checkGrammar(input.Policy);
  checkResourcePolicy(input.Policy, named);
  const change = { revisionId: input.RevisionId, decide: (): string => input.Policy };
  const { policy: Policy, revisionId: RevisionId } = await changePolicy(named, change, store);
  return { ...(Policy !== undefined && { Policy }), RevisionId };
};

/** The grammar is IAM's, and the code is Lambda's. */
function checkGrammar(policy: string): void {
  try {
    validatePolicyDocument(policy, "resource");
  } catch (error) {
    throw error instanceof AwsError ? invalidParameterValue(error.message) : error;
  }
}
