import type { GetContextKeysForPolicyResponse } from "@aws-sdk/client-iam";
import { readPolicyList } from "../domain/simulation-input.ts";
import { contextKeysOfAll } from "../domain/simulation.ts";
import type { Operation } from "../operation.ts";
import { simulatedPolicies } from "../store/simulated-policies.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForPrincipalPolicy.html */
export const GetContextKeysForPrincipalPolicy: Operation<"GetContextKeysForPrincipalPolicy"> = async (
  input,
  call,
  store,
): Promise<GetContextKeysForPolicyResponse> => {
  const { account } = call.caller;
  const { identity } = await simulatedPolicies(store.of(account), { account, arn: input.PolicySourceArn });
  return { ContextKeyNames: [...contextKeysOfAll([...identity, ...readPolicyList(input.PolicyInputList ?? [])])] };
};
