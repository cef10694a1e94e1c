import type { GetResourcePolicyResponse } from "@aws-sdk/client-lambda";
import { readPolicy } from "../policies/change-policy.ts";
import { functionNotFound, resourceDoesNotExist } from "../domain/errors.ts";
import { functionArn } from "../domain/functions/function-arn.ts";
import { readPolicyResource } from "../domain/policies/resource-policy.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetResourcePolicy.html */
export const GetResourcePolicy: Operation<"GetResourcePolicy"> = async (
  input,
  call,
  store,
): Promise<GetResourcePolicyResponse> => {
  const named = readPolicyResource(input.ResourceArn, call.place);
  if ((await store.functions.read(named)) === undefined) throw functionNotFound(functionArn(named));
  const { policy: Policy, revisionId: RevisionId } = (await readPolicy(named, store)) ?? {};
  if (Policy === undefined || RevisionId === undefined) throw resourceDoesNotExist();
  return { Policy, RevisionId };
};
