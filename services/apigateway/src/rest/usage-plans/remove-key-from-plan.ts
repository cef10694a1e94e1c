import type { Transaction } from "@skylab/records";
import { quotaUseRows } from "../../store/quota-uses.ts";
import { plansOfKeyRows, usagePlanKeyRows } from "../../store/usage-plans.ts";

/** Takes a key out of a plan; what it has used of the plan's quota is forgotten. */
export async function removeKeyFromPlan(rows: Transaction, planId: string, keyId: string): Promise<void> {
  const others = ((await rows.get(plansOfKeyRows, keyId)) ?? []).filter((id) => id !== planId);
  rows.remove(usagePlanKeyRows, planId, keyId);
  rows.remove(quotaUseRows, planId, keyId);
  if (others.length === 0) rows.remove(plansOfKeyRows, keyId);
  else rows.put(plansOfKeyRows, others, keyId);
}
