import { badRequest } from "../errors.ts";
import { DAY_MS, dayOf, type DayUse, periodOf, type Quota, type QuotaUse, remaining } from "../throttling/quota.ts";

/** Days of which the use is asked for, both included: midnights, in milliseconds. */
export type DayRange = { readonly from: number; readonly to: number };

/** So long the use of days is kept: AWS does not say how long it keeps that. */
export const USE_KEPT_DAYS = 366;

/** @throws AwsError BadRequestException, in words that nobody recorded from AWS */
export function readDayRange(startDate: string, endDate: string): DayRange {
  const range = { from: readDay(startDate, "start"), to: readDay(endDate, "end") };
  if (range.from > range.to) throw badRequest("Usage start date must not be after the end date");
  if (range.to - range.from > USE_KEPT_DAYS * DAY_MS) {
    throw badRequest(`Usage may be requested for at most ${USE_KEPT_DAYS} days`);
  }
  return range;
}

function readDay(text: string, which: string): number {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(day)) throw badRequest(`Invalid usage ${which} date specified. Must be of the form YYYY-MM-DD`);
  return day;
}

/** What is known of the use of a key: of the last day that it was used on, and of those before. */
export type KnownUse = { readonly last: QuotaUse | undefined; readonly before: ReadonlyMap<string, DayUse> };

/** `[used, remaining]` of each day; of one without use what the period had left. */
export function usedDays({ before, last }: KnownUse, quota: Quota, { from, to }: DayRange): number[][] {
  const days: number[][] = [];
  let period = periodOf(quota, from);
  let left = quota.limit;
  // What is left at the first day, the period's earlier days tell.
  for (let day = Date.parse(period.split(" ")[1] ?? ""); day <= to; day += DAY_MS) {
    const name = dayOf(day);
    const periodOfDay = periodOf(quota, day);
    if (periodOfDay !== period) left = quota.limit;
    period = periodOfDay;
    const used = name === last?.day ? lastDay(last, quota) : before.get(name);
    if (used) [, left] = used;
    if (day >= from) days.push(used ? [...used] : [0, left]);
  }
  return days;
}

const lastDay = (use: QuotaUse, quota: Quota): DayUse => [use.usedOnDay, remaining(use, quota)];
