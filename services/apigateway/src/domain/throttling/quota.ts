import type { QuotaSettings } from "@aws-sdk/client-api-gateway";

/** How many requests a period has: a day, a week or a month, of which `offset` tells the day that it begins on. */
export type Quota = {
  readonly limit: number;
  readonly period: NonNullable<QuotaSettings["period"]>;
  readonly offset: number;
};

/** The quota that a usage plan's settings make. */
export const quotaOf = ({ limit, offset = 0, period }: QuotaSettings): Quota | undefined =>
  limit === undefined || period === undefined ? undefined : { limit, offset, period };

/** What was used by an API key of a usage plan. */
export type QuotaUse = {
  /** `WEEK 2026-11-22`: kind and first day of the period. */
  readonly period: string;
  /** In the period. */
  readonly used: number;
  /** How many more than its limit the period has: `UpdateUsage`. */
  readonly extra: number;
  /** `2026-11-26` */
  readonly day: string;
  /** On the day. */
  readonly usedOnDay: number;
};

/** A day's use, once it is over: AWS's `[used, remaining]`. */
export type DayUse = readonly [used: number, remaining: number];

export const DAY_MS = 24 * 60 * 60 * 1000;
const DAYS_OF_WEEK = 7;

/** `2026-11-26`, by universal time. */
export const dayOf = (now: number): string => new Date(now).toISOString().slice(0, "2026-11-26".length);

/** Kind and first day of the period in which `now` is. Weeks begin on Sunday, months on their first, each `offset` days later. */
export const periodOf = (quota: Quota, now: number): string => `${quota.period} ${dayOf(beginningOf(quota, now))}`;

function beginningOf({ offset, period }: Quota, now: number): number {
  const date = new Date(now);
  if (period === "DAY") return now;
  if (period === "WEEK") return now - ((date.getUTCDay() - offset + DAYS_OF_WEEK) % DAYS_OF_WEEK) * DAY_MS;
  const month = date.getUTCDate() > offset ? date.getUTCMonth() : date.getUTCMonth() - 1;
  return Date.UTC(date.getUTCFullYear(), month, 1 + offset);
}

/** The use as it stands at `now`: a new period and a new day begin with none. */
export function useAt(use: QuotaUse | undefined, quota: Quota, now: number): QuotaUse {
  const period = periodOf(quota, now);
  const day = dayOf(now);
  return {
    period,
    day,
    ...(use?.period === period ? { used: use.used, extra: use.extra } : { used: 0, extra: 0 }),
    usedOnDay: use?.day === day ? use.usedOnDay : 0,
  };
}

/** The use with so many requests more. */
export const counted = (use: QuotaUse, requests: number): QuotaUse => ({
  ...use,
  used: use.used + requests,
  usedOnDay: use.usedOnDay + requests,
});

/** How many requests the period still has. */
export const remaining = ({ extra, used }: QuotaUse, { limit }: Quota): number => Math.max(0, limit + extra - used);

/** The use with so many requests left in the period, and no longer. */
export const withRemaining = (use: QuotaUse, { limit }: Quota, left: number): QuotaUse => ({
  ...use,
  extra: left + use.used - limit,
});
