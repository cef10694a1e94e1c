/** Year, month, day, hour, minute, second, fraction, zone: all but the year may be absent. */
const ISO_8601 =
  /^(-?\d+)(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:t(?:(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,9}))?)?)?(z|[+-]\d{2}(?::?\d{2})?)?)?)?$/i;
const EPOCH_SECONDS = /^\d+$/;
const MAX_EPOCH_SECONDS = 9_223_372_036_854_775_807n;
const MINUTE_MS = 60_000;

/** What year, month, day, hour, minute and second may be, and what they are if absent. */
const FIELDS = [
  { min: -292_275_054, max: 292_278_993, absent: 0 },
  { min: 1, max: 12, absent: 1 },
  { min: 1, max: 31, absent: 1 },
  { min: 0, max: 23, absent: 0 },
  { min: 0, max: 59, absent: 0 },
  { min: 0, max: 59, absent: 0 },
] as const;

/**
 * What IAM takes for a date in a condition, in milliseconds since the epoch: ISO 8601, or seconds since the epoch;
 * `undefined` if it is none. A year beyond what JavaScript can count is a date, and `NaN`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
export function parseDate(text: string): number | undefined {
  if (EPOCH_SECONDS.test(text)) return BigInt(text) <= MAX_EPOCH_SECONDS ? Number(text) * 1000 : undefined;
  const parts = ISO_8601.exec(text);
  if (!parts) return undefined;
  const numbers = FIELDS.map(({ absent }, index) => Number(parts[index + 1] ?? absent));
  if (FIELDS.some(({ max, min }, index) => !isBetween(numbers[index], min, max))) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = numbers;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, millisecondsOf(parts[7]));
  return date.getTime() - offsetMs(parts[8]);
}

const isBetween = (value: number | undefined, min: number, max: number): boolean =>
  value !== undefined && value >= min && value <= max;

const millisecondsOf = (fraction = "0"): number => Math.floor(Number(`0.${fraction}`) * 1000);

/** `z`, `+01`, `-0130`, `+01:30`. */
function offsetMs(zone = "z"): number {
  if (zone.toLowerCase() === "z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(":", ""));
  return (zone.startsWith("-") ? -minutes : minutes) * MINUTE_MS;
}
