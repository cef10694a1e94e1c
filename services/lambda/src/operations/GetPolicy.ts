import type { GetPolicyResponse } from "@aws-sdk/client-lambda";
import { readFunctionName } from "../domain/functions/function-name.ts";
import type { Operation } from "../operation.ts";
import { findPolicy } from "../policies/find-policy.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html */
export const GetPolicy: Operation<"GetPolicy"> = async (input, call, store): Promise<GetPolicyResponse> => {
  const named = readFunctionName({ name: input.FunctionName, qualifier: input.Qualifier }, call.place);
  return findPolicy(named, store);
};
