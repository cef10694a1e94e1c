import type { GetResourcePolicyResponse } from "@aws-sdk/client-lambda";
import { readPolicyResource } from "../domain/policies/resource-policy.ts";
import type { Operation } from "../operation.ts";
import { findPolicy } from "../policies/find-policy.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetResourcePolicy.html */
export const GetResourcePolicy: Operation<"GetResourcePolicy"> = async (
  input,
  call,
  store,
): Promise<GetResourcePolicyResponse> => {
  return findPolicy(readPolicyResource(input.ResourceArn, call.place), store);
};
