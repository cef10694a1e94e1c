import type { GetContextKeysForPolicyResponse } from "@aws-sdk/client-iam";
import { readPolicyList } from "../domain/simulation-input.ts";
import { contextKeysOfAll } from "../domain/simulation.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForCustomPolicy.html */
export const GetContextKeysForCustomPolicy: Operation<"GetContextKeysForCustomPolicy"> = async (
  input,
): Promise<GetContextKeysForPolicyResponse> => ({
  ContextKeyNames: [...contextKeysOfAll(readPolicyList(input.PolicyInputList))],
});
