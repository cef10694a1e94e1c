import type { Place } from "@skylab/aws";
import { encodeKey, jsonTable, keyTexts, type Places, retryOnConflict, type Write } from "@skylab/records";
import {
  counted,
  DAY_MS,
  type DayUse,
  type Quota,
  type QuotaUse,
  remaining,
  useAt,
} from "../domain/throttling/quota.ts";
import { USE_KEPT_DAYS } from "../domain/usage/used-days.ts";
import { QUOTA_USES_SPACE, USED_DAYS_SPACE } from "./spaces.ts";

/** What has a quota of its own: an API key in a usage plan. */
export type Metered = {
  readonly place: Place;
  readonly usagePlanId: string;
  readonly apiKeyId: string;
  readonly quota: Quota;
};

/** What was used of a quota in the period and on the day that it was last used on. */
export const quotaUseRows = jsonTable<QuotaUse>(QUOTA_USES_SPACE);

/** Of which API key a use is, by the key of its row. */
export const usingKeyOf = (rowKey: Uint8Array): string => keyTexts(rowKey)[1] ?? "";

/** What was used on each day before. */
export const usedDayRows = jsonTable<DayUse>(USED_DAYS_SPACE);

/** So long the use of days is told. */
const KEPT_MS = USE_KEPT_DAYS * DAY_MS;

export type UseChange<Result> = {
  readonly now: number;
  readonly change: (use: QuotaUse) => { readonly use: QuotaUse; readonly result: Result };
};

/** Changes what was used of a quota, as it stands at `now`. The same use: nothing is written. */
export async function changeUse<Result>(
  places: Places,
  { apiKeyId, place, quota, usagePlanId }: Metered,
  { change, now }: UseChange<Result>,
): Promise<Result> {
  const partition = places.at(place);
  const key = encodeKey(usagePlanId, apiKeyId);
  return retryOnConflict(async () => {
    const found = await partition.get(quotaUseRows.space, key);
    const row = found && quotaUseRows.decode(found.value);
    const before = useAt(row, quota, now);
    const { result, use } = change(before);
    if (use === before) return result;
    const writes: Write[] = [{ kind: "put", space: quotaUseRows.space, key, value: quotaUseRows.encode(use) }];
    if (row !== undefined && row.day !== use.day) {
      const dayUse: DayUse = [row.usedOnDay, remaining(row, quota)];
      writes.push({
        kind: "put",
        space: usedDayRows.space,
        key: encodeKey(usagePlanId, apiKeyId, row.day),
        value: usedDayRows.encode(dayUse),
        expiresAt: now + KEPT_MS,
      });
    }
    const committed = await partition.commit({
      checks: [{ space: quotaUseRows.space, key, version: found?.version }],
      writes,
    });
    return committed.ok ? result : committed;
  });
}

export type Counting = {
  readonly now: number;
  /** So many requests wait. */
  readonly wanted: number;
  /** What may be counted ahead: so many, and not more than a share of what is left. */
  readonly ahead: { readonly most: number; readonly share: number };
};

export type Counted = {
  /** So many of those that wait are let through. */
  readonly granted: number;
  /** Counted ahead. */
  readonly held: number;
  /** What the period has left. */
  readonly left: number;
};

/** Counts requests, as many as are left. */
export const countUse = (places: Places, metered: Metered, { ahead, now, wanted }: Counting): Promise<Counted> =>
  changeUse(places, metered, {
    now,
    change: (use) => {
      const left = remaining(use, metered.quota);
      const granted = Math.min(wanted, left);
      const held = Math.min(ahead.most, Math.floor((left - granted) * ahead.share));
      const requests = granted + held;
      return {
        use: requests === 0 ? use : counted(use, requests),
        result: { granted, held, left: left - requests },
      };
    },
  });
