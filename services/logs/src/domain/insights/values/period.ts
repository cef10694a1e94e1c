/** So many of a unit of time. */
export type Period = { readonly count: number; readonly unit: Unit };

type Unit = keyof typeof UNIT_MS | "month" | "quarter" | "year";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const UNIT_MS = {
  millisecond: 1,
  second: SECOND_MS,
  minute: MINUTE_MS,
  hour: HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
} as const;

const UNIT_MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html */
const UNITS: Readonly<Record<string, Unit>> = {
  millisecond: "millisecond",
  ms: "millisecond",
  msec: "millisecond",
  second: "second",
  s: "second",
  sec: "second",
  minute: "minute",
  m: "minute",
  min: "minute",
  hour: "hour",
  h: "hour",
  hr: "hour",
  day: "day",
  d: "day",
  week: "week",
  w: "week",
  month: "month",
  mo: "month",
  mon: "month",
  quarter: "quarter",
  q: "quarter",
  qtr: "quarter",
  year: "year",
  y: "year",
  yr: "year",
};

/** The unit of a name, which may be in the plural where it has several letters. */
export const unitOf = (name: string): Unit | undefined =>
  UNITS[name] ?? (name.length > 2 && name.endsWith("s") ? UNITS[name.slice(0, -1)] : undefined);

/** The 5th of January 1970 was a Monday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** The beginning of the period that a time is in, in milliseconds since the epoch. */
export function floorTime(at: number, { count, unit }: Period): number {
  if (unit === "month" || unit === "quarter" || unit === "year") {
    const months = count * UNIT_MONTHS[unit];
    const date = new Date(at);
    const month = (date.getUTCFullYear() - EPOCH_YEAR) * MONTHS + date.getUTCMonth();
    return Date.UTC(EPOCH_YEAR, Math.floor(month / months) * months);
  }
  const start = unit === "week" ? FIRST_MONDAY_MS : 0;
  const length = count * UNIT_MS[unit];
  return Math.floor((at - start) / length) * length + start;
}

const EPOCH_YEAR = 1970;
const MONTHS = 12;

/** The beginning of the next period, or of this one where a time is just that. */
export function ceilTime(at: number, period: Period): number {
  const floor = floorTime(at, period);
  return floor === at ? at : nextTime(floor, period);
}

function nextTime(floor: number, { count, unit }: Period): number {
  if (unit !== "month" && unit !== "quarter" && unit !== "year") return floor + count * UNIT_MS[unit];
  const date = new Date(floor);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count * UNIT_MONTHS[unit]);
}
