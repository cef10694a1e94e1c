import type { PutResourcePolicyOutput } from "@aws-sdk/client-dynamodb";
import { readPolicedArn } from "../domain/table/resource-arn.ts";
import {
  checkRevision,
  checkStream,
  newResourcePolicy,
  policyOf,
  withPolicy,
} from "../domain/table/resource-policy.ts";
import type { Operation } from "../operation.ts";
import { changeTable } from "../store/change-table.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html */
export const PutResourcePolicy: Operation<"PutResourcePolicy"> = async (
  input,
  call,
  store,
): Promise<PutResourcePolicyOutput> => {
  const address = readPolicedArn(input.ResourceArn, call.place);
  const policy = newResourcePolicy(input.Policy, call.clock.now());
  const table = await changeTable(store, address, (before) => {
    checkStream(before, address);
    const current = policyOf(before, address);
    checkRevision(current, input.ExpectedRevisionId, address.name);
    // The same policy again changes nothing, not even the revision.
    return current?.document === input.Policy ? before : withPolicy(before, address, policy);
  });
  return { RevisionId: policyOf(table, address)?.revision };
};
