import type { Reader, Transaction } from "@skylab/records";
import type { StoredApiKey } from "../../domain/api-keys/stored-api-key.ts";
import type { StoredUsagePlan } from "../../domain/usage-plans/stored-usage-plan.ts";
import { isStage, keyIsInPlan, stageHasOtherPlan, stagesOf } from "../../domain/usage-plans/usage-plan.ts";
import { plansOfKeyRows, usagePlanKeyRows, usagePlanRows } from "../../store/usage-plans.ts";
import { findApiKey } from "../api-keys/find-api-key.ts";
import { findUsagePlan } from "./find-usage-plan.ts";

/** @throws AwsError NotFoundException, ConflictException */
export async function addKeyToPlan(rows: Transaction, planId: string, keyId: string): Promise<StoredApiKey> {
  const plan = await findUsagePlan(rows, planId);
  const key = await findApiKey(rows, keyId);
  const planIds = (await rows.get(plansOfKeyRows, keyId)) ?? [];
  if (planIds.includes(planId)) throw keyIsInPlan(keyId, planId);
  await requireOnePlanEach(rows, plan, keyId);
  rows.put(usagePlanKeyRows, true, planId, keyId);
  rows.put(plansOfKeyRows, [...planIds, planId], keyId);
  // As it was: who deletes the plan meanwhile, or gives it a stage, sees that it has a key more.
  rows.put(usagePlanRows, plan, planId);
  return key;
}

/**
 * A key may be in one plan only for each stage.
 * @throws AwsError ConflictException
 */
export async function requireOnePlanEach(rows: Reader, plan: StoredUsagePlan, keyId: string): Promise<void> {
  for (const otherId of (await rows.get(plansOfKeyRows, keyId)) ?? []) {
    const other = otherId === plan.id ? undefined : await rows.get(usagePlanRows, otherId);
    const common = stagesOf(plan).find((stage) => other?.apiStages?.some(isStage(stage)));
    if (common) throw stageHasOtherPlan(keyId, common);
  }
}
