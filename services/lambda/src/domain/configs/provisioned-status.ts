import type { GetProvisionedConcurrencyConfigResponse } from "@aws-sdk/client-lambda";
import { AwsError, isoSeconds } from "@skylab/aws";
import { invalidParameterValue } from "../errors.ts";
import type { StoredProvisioned } from "./concurrency.ts";

/** What the host says: how many environments there are, and why none comes any more. */
type Warm = { readonly ready: number; readonly failure?: string };

/** How far it is with what is to be kept warm. */
export function describeProvisioned(
  { modifiedAt, requested }: StoredProvisioned,
  { failure, ready }: Warm,
): GetProvisionedConcurrencyConfigResponse {
  // Those of a version that was asked for twice, or for more before, are more than this one asked for.
  const available = Math.min(ready, requested);
  const isReady = available >= requested;
  return {
    RequestedProvisionedConcurrentExecutions: requested,
    AvailableProvisionedConcurrentExecutions: available,
    AllocatedProvisionedConcurrentExecutions: available,
    Status: isReady ? "READY" : failure === undefined ? "IN_PROGRESS" : "FAILED",
    ...(!isReady && failure !== undefined && { StatusReason: failure }),
    LastModified: secondsOf(modifiedAt),
  };
}

/** `2019-12-31T20:28:49+0000`: https://docs.aws.amazon.com/cli/latest/reference/lambda/put-provisioned-concurrency-config.html */
const secondsOf = (at: number): string => isoSeconds(at).replace("Z", "+0000");

export const unpublished = (): AwsError =>
  invalidParameterValue("Provisioned Concurrency Configs cannot be applied to unpublished function versions.");

export const neitherAliasNorVersion = (): AwsError =>
  invalidParameterValue("The function resource provided must be an alias or a published version.");

export const noProvisionedConfig = (): AwsError =>
  new AwsError(
    "ProvisionedConcurrencyConfigNotFoundException",
    "No Provisioned Concurrency Config found for this function",
    { members: { Type: "User" } },
  );
