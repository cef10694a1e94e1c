import type { UsagePlan } from "@aws-sdk/client-api-gateway";
import { patchUsagePlan } from "../../domain/usage-plans/patch-usage-plan.ts";
import { checkUsagePlan, describeUsagePlan, isStage, stagesOf } from "../../domain/usage-plans/usage-plan.ts";
import { usagePlanRows } from "../../store/usage-plans.ts";
import type { Operation } from "../operation.ts";
import { requireOnePlanEach } from "../usage-plans/add-key-to-plan.ts";
import { findUsagePlan } from "../usage-plans/find-usage-plan.ts";
import { keysOfPlan } from "../usage-plans/keys-of-plan.ts";
import { requireStage } from "../usage-plans/require-stage.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateUsagePlan.html */
export const UpdateUsagePlan: Operation<"UpdateUsagePlan"> = async (
  { patchOperations, usagePlanId },
  { place },
  store,
): Promise<UsagePlan> => {
  const plan = await store.change(place, async (rows) => {
    const { apiStages: before = [], ...current } = await findUsagePlan(rows, usagePlanId);
    const changed = patchUsagePlan({ ...current, apiStages: before }, patchOperations);
    checkUsagePlan(changed);
    const added = stagesOf(changed).filter((stage) => !before.some(isStage(stage)));
    for (const stage of added) await requireStage(rows, stage);
    const keyIds = added.length === 0 ? [] : await keysOfPlan(rows, usagePlanId);
    for (const keyId of keyIds) await requireOnePlanEach(rows, changed, keyId);
    rows.put(usagePlanRows, changed, usagePlanId);
    return changed;
  });
  return describeUsagePlan(plan);
};
