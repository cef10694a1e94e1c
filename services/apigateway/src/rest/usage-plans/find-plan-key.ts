import type { Reader } from "@skylab/records";
import type { StoredApiKey } from "../../domain/api-keys/stored-api-key.ts";
import { noSuchUsagePlan } from "../../domain/usage-plans/usage-plan.ts";
import { usagePlanKeyRows } from "../../store/usage-plans.ts";
import { findApiKey } from "../api-keys/find-api-key.ts";

/**
 * A key that a plan has.
 * @throws AwsError NotFoundException
 */
export async function findPlanKey(rows: Reader, planId: string, keyId: string): Promise<StoredApiKey> {
  const key = await findApiKey(rows, keyId);
  // AWS says the same where the plan is there, and has not this key.
  if (!(await rows.get(usagePlanKeyRows, planId, keyId))) throw noSuchUsagePlan();
  return key;
}
