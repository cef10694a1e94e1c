import { hasStages, stagesOf } from "../../domain/usage-plans/usage-plan.ts";
import { usagePlanRows } from "../../store/usage-plans.ts";
import type { Operation } from "../operation.ts";
import { findUsagePlan } from "../usage-plans/find-usage-plan.ts";
import { keysOfPlan } from "../usage-plans/keys-of-plan.ts";
import { removeKeyFromPlan } from "../usage-plans/remove-key-from-plan.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteUsagePlan.html */
export const DeleteUsagePlan: Operation<"DeleteUsagePlan"> = async ({ usagePlanId }, { place }, store): Promise<{}> => {
  await store.change(place, async (rows) => {
    const plan = await findUsagePlan(rows, usagePlanId);
    const stages = stagesOf(plan);
    if (stages.length > 0) throw hasStages(usagePlanId, stages);
    for (const keyId of await keysOfPlan(rows, usagePlanId)) await removeKeyFromPlan(rows, usagePlanId, keyId);
    rows.remove(usagePlanRows, usagePlanId);
  });
  return {};
};
