import type { Deployment, MethodSnapshot } from "@aws-sdk/client-api-gateway";
import type { AwsError } from "@skylab/aws";
import { badRequest, notFound } from "../errors.ts";
import type { PatchTable } from "../patch/patch-table.ts";
import { member } from "../patch/rules.ts";
import { text } from "../patch/values.ts";
import { namingPaths } from "../patch/words.ts";
import type { RestSnapshot, StoredDeployment } from "./snapshot.ts";

export const noSuchDeployment = (): AwsError => notFound("Invalid Deployment identifier specified");

export const deploymentIsActive = (): AwsError =>
  badRequest("Active stages pointing to this deployment must be moved or deleted");

const canaryNeeds = (words: string): AwsError => badRequest(`Invalid deployment content specified.${words}`);

/** A canary is of a stage that is there already. */
export const canaryNeedsStageName = (stageName: string | undefined): AwsError =>
  canaryNeeds(
    `Non null and non empty stageName must be provided for canary deployment. Provided value is ${stageName ?? null}`,
  );

export const canaryNeedsStage = (stageName: string): AwsError =>
  canaryNeeds(`Stage ${stageName} must already be created before making a canary release deployment`);

/**
 * Whether an API can be deployed as it is.
 * @throws AwsError BadRequestException
 */
export function checkDeployable({ resources }: RestSnapshot): void {
  const methods = resources.flatMap((resource) => Object.values(resource.resourceMethods ?? {}));
  if (methods.length === 0) throw badRequest("The REST API doesn't contain any methods");
  if (methods.some((method) => method.methodIntegration === undefined)) {
    throw badRequest("No integration defined for method");
  }
}

export function describeDeployment({ createdDate, ...deployment }: StoredDeployment): Deployment {
  return { ...deployment, ...(createdDate !== undefined && { createdDate: new Date(createdDate) }) };
}

/** What a deployment took, in brief: the methods by path and HTTP method. */
export function summaryOf({ resources }: RestSnapshot): Record<string, Record<string, MethodSnapshot>> {
  const summary: Record<string, Record<string, MethodSnapshot>> = {};
  for (const { path, resourceMethods = {} } of resources) {
    const methods = Object.entries(resourceMethods).map(([name, { authorizationType, apiKeyRequired }]) => [
      name,
      { authorizationType, apiKeyRequired },
    ]);
    if (methods.length > 0) summary[path] = Object.fromEntries(methods);
  }
  return summary;
}

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateDeployment-Patch */
export const DEPLOYMENT_PATCHES: PatchTable = {
  words: namingPaths,
  paths: { "/description": member(text, "replace") },
};
