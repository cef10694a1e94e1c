import type { ApiStage } from "@aws-sdk/client-api-gateway";
import type { Transaction } from "@skylab/records";
import type { StageOfPlan } from "../domain/usage-plans/usage-plan.ts";
import { listAll } from "./list-all.ts";
import { usagePlanRows } from "./usage-plans.ts";

/**
 * Takes a stage that is deleted out of the usage plans that have it, or all stages of an API: AWS deletes it nevertheless, and
 * the plans have it no more, also where one of its name is made again.
 * https://github.com/hashicorp/terraform-provider-aws/issues/14100
 */
export async function leaveUsagePlans(
  rows: Transaction,
  deleted: { readonly apiId: string; readonly stage?: string },
): Promise<void> {
  for (const plan of await listAll(rows, usagePlanRows)) {
    const apiStages = plan.apiStages?.filter((one) => !isOf(one, deleted)) ?? [];
    if (apiStages.length < (plan.apiStages?.length ?? 0)) rows.put(usagePlanRows, { ...plan, apiStages }, plan.id);
  }
}

const isOf = (one: ApiStage, { apiId, stage = one.stage }: Partial<StageOfPlan>): boolean =>
  one.apiId === apiId && one.stage === stage;
