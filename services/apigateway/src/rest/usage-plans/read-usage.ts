import { keyTexts, type Reader } from "@skylab/records";
import { quotaOf } from "../../domain/throttling/quota.ts";
import type { StoredUsagePlan } from "../../domain/usage-plans/stored-usage-plan.ts";
import { type DayRange, USE_KEPT_DAYS, usedDays } from "../../domain/usage/used-days.ts";
import { quotaUseRows, usedDayRows } from "../../store/quota-uses.ts";

/** What a key has used of a plan's quota on each day; `undefined`: nothing was ever counted. */
export async function readUsage(
  rows: Reader,
  { id, quota: settings }: StoredUsagePlan,
  { keyId, range }: { readonly keyId: string; readonly range: DayRange },
): Promise<number[][] | undefined> {
  const quota = settings && quotaOf(settings);
  const last = await rows.get(quotaUseRows, id, keyId);
  if (quota === undefined || last === undefined) return undefined;
  const listed = await rows.list(usedDayRows, { prefix: [id, keyId], limit: USE_KEPT_DAYS + 1 });
  const before = new Map(listed.map(({ key, row }) => [keyTexts(key)[2] ?? "", row]));
  return usedDays({ last, before }, quota, range);
}
