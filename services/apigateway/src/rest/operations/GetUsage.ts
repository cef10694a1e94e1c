import type { Usage } from "@aws-sdk/client-api-gateway";
import { pageOf, readPage } from "../../domain/page.ts";
import { quotaOf } from "../../domain/throttling/quota.ts";
import { readDayRange } from "../../domain/usage/used-days.ts";
import { listMatching } from "../../store/list-matching.ts";
import { quotaUseRows, usingKeyOf } from "../../store/quota-uses.ts";
import type { Operation } from "../operation.ts";
import { findUsagePlan } from "../usage-plans/find-usage-plan.ts";
import { readUsage } from "../usage-plans/read-usage.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsage.html */
export const GetUsage: Operation<"GetUsage"> = async (
  { endDate, keyId, startDate, usagePlanId, ...asked },
  { clock, place },
  store,
): Promise<Usage> => {
  const { from, to } = readDayRange(startDate, endDate);
  // Days to come have no use.
  const range = { from, to: Math.min(to, clock.now()) };
  const rows = store.of(place);
  const plan = await findUsagePlan(rows, usagePlanId);
  const quota = plan.quota && quotaOf(plan.quota);
  const page = readPage(asked);
  const listed = await listMatching(rows, quotaUseRows, {
    page,
    prefix: keyId === undefined ? [usagePlanId] : [usagePlanId, keyId],
  });
  const { items: keys, ...more } = pageOf(listed, page.limit);
  const items: Record<string, number[][]> = {};
  for (const { key } of keys) {
    const apiKeyId = usingKeyOf(key);
    if (quota) await store.quotas.settle({ place, usagePlanId, apiKeyId, quota });
    const days = await readUsage(rows, plan, { keyId: apiKeyId, range });
    if (days) items[apiKeyId] = days;
  }
  return { usagePlanId, startDate, endDate, items, ...more };
};
