import type { SimulatePolicyResponse } from "@aws-sdk/client-iam";
import { readSimulation } from "../domain/simulation-input.ts";
import { simulatePage } from "../domain/simulation-page.ts";
import type { Operation } from "../operation.ts";
import { simulatedPolicies } from "../store/simulated-policies.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
export const SimulatePrincipalPolicy: Operation<"SimulatePrincipalPolicy"> = async (
  input,
  call,
  store,
): Promise<SimulatePolicyResponse> => {
  const { account } = call.caller;
  const { PolicyExclusionList: without = [], PolicySourceArn: arn } = input;
  const own = await simulatedPolicies(store.of(account), { account, arn, without });
  const simulation = readSimulation(account, { ...input, CallerArn: input.CallerArn ?? arn }, own);
  return simulatePage(simulation, input);
};
