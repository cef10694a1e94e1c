import type { SimulatePolicyResponse } from "@aws-sdk/client-iam";
import { readSimulation } from "../domain/simulation-input.ts";
import { simulatePage } from "../domain/simulation-page.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html */
export const SimulateCustomPolicy: Operation<"SimulateCustomPolicy"> = async (
  input,
  call,
): Promise<SimulatePolicyResponse> => {
  const simulation = readSimulation(call.caller.account, input, { identity: [], boundary: undefined });
  return simulatePage(simulation, input);
};
