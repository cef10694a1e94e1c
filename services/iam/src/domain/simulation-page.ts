import type { SimulatePolicyResponse } from "@aws-sdk/client-iam";
import { invalidInput } from "./errors.ts";
import { type Simulation, type SimulationInput } from "./simulation-input.ts";
import { simulate } from "./simulation.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html */
const DEFAULT_MAX_ITEMS = 100;

/**
 * Decides a page of the actions: a page counts actions, however many resources each is asked for.
 * @throws AwsError `InvalidInput` for a marker that is none
 */
export function simulatePage(simulation: Simulation, input: SimulationInput): SimulatePolicyResponse {
  const { ActionNames: actions, Marker: marker, MaxItems: limit = DEFAULT_MAX_ITEMS } = input;
  const start = marker === undefined ? 0 : readMarker(marker);
  const page = actions.slice(start, start + limit);
  const isTruncated = start + limit < actions.length;
  return {
    EvaluationResults: page.map((action) => simulate(simulation, action)),
    IsTruncated: isTruncated,
    ...(isTruncated && { Marker: writeMarker(start + limit) }),
  };
}

/** A marker tells how many actions came before. */
const writeMarker = (before: number): string => Buffer.from(`actions ${String(before)}`).toString("base64");

function readMarker(marker: string): number {
  const before = /^actions (\d+)$/.exec(Buffer.from(marker, "base64").toString())?.[1];
  if (before === undefined) throw invalidInput("Invalid marker for pagination.");
  return Number(before);
}
