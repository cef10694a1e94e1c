import type { GetResourcePolicyOutput } from "@aws-sdk/client-dynamodb";
import { tableNotFound } from "../domain/errors.ts";
import { readPolicedArn } from "../domain/table/resource-arn.ts";
import { policyOf } from "../domain/table/resource-policy.ts";
import { policyNotFound } from "../domain/table/table-errors.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetResourcePolicy.html */
export const GetResourcePolicy: Operation<"GetResourcePolicy"> = async (
  input,
  call,
  { tables },
): Promise<GetResourcePolicyOutput> => {
  const address = readPolicedArn(input.ResourceArn, call.place);
  const stored = await tables.read(address.place, address.name);
  if (stored === undefined) throw tableNotFound(address.name);
  const policy = policyOf(stored.table, address);
  if (policy === undefined) throw policyNotFound(input.ResourceArn);
  return { Policy: policy.document, RevisionId: policy.revision };
};
