import type { CacheClusterSize, CanarySettings, Stage } from "@aws-sdk/client-api-gateway";
import type { AwsError } from "@skylab/aws";
import { badRequest, conflict, notFound } from "../errors.ts";
import type { StoredStage } from "./snapshot.ts";

export const noSuchStage = (): AwsError => notFound("Invalid Stage identifier specified");

export const stageExists = (): AwsError => conflict("Stage already exists");

/** What a stage names as its deployment. */
export const invalidDeployment = (): AwsError => badRequest("Deployment id does not exist");

/** In gigabytes: https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html */
export const CACHE_SIZES = ["0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237"] as const;

const SMALLEST_CACHE: CacheClusterSize = "0.5";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html */
const MAX_STAGE_NAME = 128;

/** What a stage may be made with. */
export type StageRequest = Pick<
  Stage,
  | "deploymentId"
  | "description"
  | "cacheClusterEnabled"
  | "cacheClusterSize"
  | "variables"
  | "documentationVersion"
  | "canarySettings"
  | "tracingEnabled"
  | "tags"
>;

/** @throws AwsError BadRequestException */
export function newStage(stageName: string, asked: StageRequest & { deploymentId: string }, now: number): StoredStage {
  if (!/^[\w-]+$/.test(stageName) || stageName.length > MAX_STAGE_NAME) {
    throw badRequest("Stage name only allows a-zA-Z0-9_-");
  }
  const { cacheClusterEnabled = false, tracingEnabled = false, canarySettings, variables = {}, ...more } = asked;
  checkVariables(variables);
  return {
    ...more,
    stageName,
    variables,
    cacheClusterEnabled,
    ...(canarySettings && { canarySettings: newCanary(canarySettings, asked.deploymentId) }),
    methodSettings: {},
    tracingEnabled,
    createdDate: now,
    lastUpdatedDate: now,
  };
}

/** @throws AwsError BadRequestException */
export function newCanary(asked: CanarySettings, deploymentId: string): CanarySettings {
  const { percentTraffic = 0, useStageCache = false, stageVariableOverrides } = asked;
  if (!isPercent(percentTraffic)) throw invalidPercent();
  checkVariables(stageVariableOverrides);
  return {
    percentTraffic,
    deploymentId: asked.deploymentId ?? deploymentId,
    ...(stageVariableOverrides && { stageVariableOverrides }),
    useStageCache,
  };
}

/** @throws AwsError BadRequestException */
export function checkVariables(variables: Readonly<Record<string, string>> = {}): void {
  for (const [name, value] of Object.entries(variables)) checkVariable(name, value);
}

/** @throws AwsError BadRequestException */
export function checkVariable(name: string, value: string): void {
  if (!/^\w+$/.test(name)) {
    throw badRequest(`Invalid stage variable name: ${name}. Please use alphanumeric characters and underscores.`);
  }
  // The characters that AWS documents, and those that its words name.
  if (!/^[\w .~:/?#&=,-]*$/.test(value)) {
    throw badRequest(
      `Invalid stage variable value of key ${name}.  Please use values with alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', and ','.`,
    );
  }
}

/** @throws AwsError BadRequestException */
export function readPercent(value: string | undefined): number {
  const percent = value === undefined || value.trim() === "" ? Number.NaN : Number(value);
  if (!isPercent(percent)) throw invalidPercent();
  return percent;
}

const isPercent = (percent: number): boolean => percent >= 0 && percent <= 100;

/** In words that nobody recorded from AWS. */
const invalidPercent = (): AwsError => badRequest("Canary percentTraffic must be between 0.0 and 100.0");

/** A stage as it is told. A cache is there as soon as it is asked for: replicas cache answers themselves. */
export function describeStage(stage: StoredStage): Stage {
  const { flushed: _, createdDate, lastUpdatedDate, ...told } = stage;
  const { cacheClusterEnabled = false, cacheClusterSize, variables = {}, ...more } = told;
  return {
    ...more,
    cacheClusterEnabled,
    ...((cacheClusterEnabled || cacheClusterSize !== undefined) && {
      cacheClusterSize: cacheClusterSize ?? SMALLEST_CACHE,
    }),
    cacheClusterStatus: cacheClusterEnabled ? "AVAILABLE" : "NOT_AVAILABLE",
    methodSettings: stage.methodSettings ?? {},
    ...(Object.keys(variables).length > 0 && { variables }),
    ...dates({ createdDate, lastUpdatedDate }),
  };
}

function dates({ createdDate, lastUpdatedDate }: Pick<StoredStage, "createdDate" | "lastUpdatedDate">) {
  return {
    ...(createdDate !== undefined && { createdDate: new Date(createdDate) }),
    ...(lastUpdatedDate !== undefined && { lastUpdatedDate: new Date(lastUpdatedDate) }),
  };
}
