import type { DeleteResourcePolicyOutput } from "@aws-sdk/client-dynamodb";
import { readPolicedArn } from "../domain/table/resource-arn.ts";
import { checkRevision, policyOf, withPolicy } from "../domain/table/resource-policy.ts";
import type { Operation } from "../operation.ts";
import { changeTable } from "../store/change-table.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteResourcePolicy.html */
export const DeleteResourcePolicy: Operation<"DeleteResourcePolicy"> = async (
  input,
  call,
  store,
): Promise<DeleteResourcePolicyOutput> => {
  const address = readPolicedArn(input.ResourceArn, call.place);
  let revision: string | undefined;
  await changeTable(store, address, (before) => {
    const current = policyOf(before, address);
    checkRevision(current, input.ExpectedRevisionId, address.name);
    revision = current?.revision;
    return withPolicy(before, address, undefined);
  });
  // AWS answers 200 where there was none.
  return revision === undefined ? {} : { RevisionId: revision };
};
