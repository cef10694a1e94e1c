import type { ApiStage, CreateUsagePlanRequest, QuotaSettings, UsagePlan } from "@aws-sdk/client-api-gateway";
import type { AwsError } from "@skylab/aws";
import { badRequest, conflict, notFound } from "../errors.ts";
import type { StoredUsagePlan } from "./stored-usage-plan.ts";

/** So many letters and digits have AWS's ids of usage plans. */
export const USAGE_PLAN_ID_LENGTH = 6;

export const noSuchUsagePlan = (): AwsError => notFound("Invalid Usage Plan ID specified");

/** What is no `api:stage`, or names nothing. */
const invalidApiStage = (): AwsError => badRequest("Invalid API Stage specified");

export const noSuchApiStage = ({ apiId, stage }: StageOfPlan): AwsError =>
  notFound(`API Stage not found: ${apiId}:${stage}`);

export const notOfPlan = ({ apiId, stage }: StageOfPlan, planId: string): AwsError =>
  notFound(`Invalid API Stage {api: ${apiId}, stage: ${stage}} specified for usageplan ${planId}`);

export function hasStages(planId: string, stages: readonly StageOfPlan[]): AwsError {
  const named = stages.map(({ apiId, stage }) => `${apiId}:${stage}`).join(", ");
  const why = `there are API Stages associated with it, including ${named}`;
  return badRequest(`Cannot delete Usage Plan ${planId} because ${why}`);
}

// In words that nobody recorded from AWS:

export const keyIsInPlan = (keyId: string, planId: string): AwsError =>
  conflict(`API Key ${keyId} is already associated with Usage Plan ${planId}`);

export const stageHasOtherPlan = (keyId: string, { apiId, stage }: StageOfPlan): AwsError =>
  conflict(`API Key ${keyId} is already associated with a Usage Plan for API Stage ${apiId}:${stage}`);

export type StageOfPlan = { readonly apiId: string; readonly stage: string };

export const stagesOf = ({ apiStages = [] }: Pick<UsagePlan, "apiStages">): readonly StageOfPlan[] =>
  apiStages.map(({ apiId = "", stage = "" }) => ({ apiId, stage }));

export const isStage =
  ({ apiId, stage }: StageOfPlan) =>
  (one: ApiStage): boolean =>
    one.apiId === apiId && one.stage === stage;

/** `a1b2c3d4e5:prod`. @throws AwsError BadRequestException */
export function readApiStage(text: string | undefined): StageOfPlan {
  const [apiId, stage, more] = (text ?? "").split(":");
  if (!apiId || !stage || more !== undefined) throw invalidApiStage();
  return { apiId, stage };
}

export function newUsagePlan({ name, ...asked }: CreateUsagePlanRequest, id: string): StoredUsagePlan {
  const { apiStages = [], quota, ...rest } = asked;
  const plan = {
    ...rest,
    id,
    name: name ?? "",
    apiStages,
    ...(quota && { quota: { ...quota, offset: quota.offset ?? 0 } }),
  };
  checkUsagePlan(plan);
  return plan;
}

/** @throws AwsError BadRequestException */
export function checkUsagePlan({ apiStages = [], name, quota, throttle = {} }: StoredUsagePlan): void {
  if (name === "") throw badRequest("Usage plan name cannot be blank");
  if (apiStages.some(({ apiId, stage }) => !apiId || !stage)) throw invalidApiStage();
  const limits = [throttle, ...apiStages.flatMap((stage) => Object.values(stage.throttle ?? {}))];
  for (const { burstLimit = 0, rateLimit = 0 } of limits) {
    if (burstLimit < 0) throw badRequest("Usage Plan burst limit must be a non-negative integer");
    if (rateLimit < 0) throw badRequest("Usage Plan rate limit must be a non-negative numeric");
  }
  if (quota) checkQuota(quota);
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-apigateway-usageplan-quotasettings.html */
const MAX_OFFSETS = { DAY: 0, WEEK: 6, MONTH: 27 } as const;

function checkQuota({ limit = -1, offset = 0, period }: QuotaSettings): void {
  if (limit < 0) throw badRequest("Usage Plan quota limit must be a non-negative numeric");
  if (period === undefined || !Object.hasOwn(MAX_OFFSETS, period)) {
    throw badRequest("Usage Plan quota period must be one of [DAY, WEEK, MONTH]");
  }
  const max = MAX_OFFSETS[period];
  if (offset >= 0 && offset <= max) return;
  throw badRequest(
    period === "DAY"
      ? "Usage Plan quota offset must be zero in the DAY period"
      : `Usage Plan quota offset must be between 0 and ${max} inclusive in the ${period} period`,
  );
}

/** A plan as it is told where a list has it, and where it is new: its tags only where it has some. */
export function listedUsagePlan({ tags = {}, ...plan }: StoredUsagePlan): UsagePlan {
  return { ...plan, ...(Object.keys(tags).length > 0 && { tags }) };
}

/** A plan as it is told alone. */
export const describeUsagePlan = (plan: StoredUsagePlan): UsagePlan => ({ ...plan, tags: plan.tags ?? {} });
