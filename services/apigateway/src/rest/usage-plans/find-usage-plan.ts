import type { Reader } from "@skylab/records";
import type { StoredUsagePlan } from "../../domain/usage-plans/stored-usage-plan.ts";
import { noSuchUsagePlan } from "../../domain/usage-plans/usage-plan.ts";
import { usagePlanRows } from "../../store/usage-plans.ts";

/** @throws AwsError NotFoundException */
export async function findUsagePlan(rows: Reader, id: string): Promise<StoredUsagePlan> {
  const plan = await rows.get(usagePlanRows, id);
  if (plan === undefined) throw noSuchUsagePlan();
  return plan;
}
