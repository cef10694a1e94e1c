import type { GetPolicyResponse } from "@aws-sdk/client-lambda";
import { readPolicy } from "../policies/change-policy.ts";
import { functionNotFound, resourceDoesNotExist } from "../domain/errors.ts";
import { functionArn } from "../domain/functions/function-arn.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html */
export const GetPolicy: Operation<"GetPolicy"> = async (input, call, store): Promise<GetPolicyResponse> => {
  const named = readFunctionName({ name: input.FunctionName, qualifier: input.Qualifier }, call.place);
  if ((await store.functions.read(named)) === undefined) throw functionNotFound(functionArn(named));
  const { policy: Policy, revisionId: RevisionId } = (await readPolicy(named, store)) ?? {};
  if (Policy === undefined || RevisionId === undefined) throw resourceDoesNotExist();
  return { Policy, RevisionId };
};
