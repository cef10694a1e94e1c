import type { Usage } from "@aws-sdk/client-api-gateway";
import { badRequest } from "../../domain/errors.ts";
import { dayOf, quotaOf } from "../../domain/throttling/quota.ts";
import { readRemaining } from "../../domain/usage/read-remaining.ts";
import { readDayRange } from "../../domain/usage/used-days.ts";
import type { Operation } from "../operation.ts";
import { findPlanKey } from "../usage-plans/find-plan-key.ts";
import { findUsagePlan } from "../usage-plans/find-usage-plan.ts";
import { readUsage } from "../usage-plans/read-usage.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateUsage.html */
export const UpdateUsage: Operation<"UpdateUsage"> = async (
  { keyId, patchOperations, usagePlanId },
  { clock, place },
  store,
): Promise<Usage> => {
  const rows = store.of(place);
  const plan = await findUsagePlan(rows, usagePlanId);
  await findPlanKey(rows, usagePlanId, keyId);
  const quota = plan.quota && quotaOf(plan.quota);
  // In words that nobody recorded from AWS.
  if (quota === undefined) throw badRequest(`Usage Plan ${usagePlanId} has no quota`);
  const left = readRemaining(patchOperations);
  if (left !== undefined) {
    await store.quotas.extend({ place, usagePlanId, apiKeyId: keyId, quota }, left, clock.now());
  }
  const today = dayOf(clock.now());
  const days = await readUsage(rows, plan, { keyId, range: readDayRange(today, today) });
  return { usagePlanId, startDate: today, endDate: today, items: { [keyId]: days ?? [[0, quota.limit]] } };
};
