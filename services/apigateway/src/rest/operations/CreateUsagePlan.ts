import type { UsagePlan } from "@aws-sdk/client-api-gateway";
import { newId } from "../../domain/new-id.ts";
import { checkTags } from "../../domain/tags.ts";
import { listedUsagePlan, newUsagePlan, stagesOf, USAGE_PLAN_ID_LENGTH } from "../../domain/usage-plans/usage-plan.ts";
import { usagePlanRows } from "../../store/usage-plans.ts";
import type { Operation } from "../operation.ts";
import { requireStage } from "../usage-plans/require-stage.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateUsagePlan.html */
export const CreateUsagePlan: Operation<"CreateUsagePlan"> = async (
  input,
  { ids, place },
  store,
): Promise<UsagePlan> => {
  checkTags(input.tags);
  const plan = newUsagePlan(input, newId(ids, USAGE_PLAN_ID_LENGTH));
  await store.change(place, async (rows) => {
    for (const stage of stagesOf(plan)) await requireStage(rows, stage);
    rows.put(usagePlanRows, plan, plan.id);
  });
  return listedUsagePlan(plan);
};
