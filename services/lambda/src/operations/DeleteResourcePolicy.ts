import { changePolicy } from "../policies/change-policy.ts";
import { noPolicy } from "../domain/policies/policy.ts";
import { readPolicyResource } from "../domain/policies/resource-policy.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteResourcePolicy.html */
export const DeleteResourcePolicy: Operation<"DeleteResourcePolicy"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const named = readPolicyResource(input.ResourceArn, call.place);
  await changePolicy(named, { revisionId: input.RevisionId, decide: toNone }, store);
  return {};
};

function toNone(policy: string | undefined): undefined {
  if (policy === undefined) throw noPolicy();
}
