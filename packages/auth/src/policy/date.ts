/** Year, month, day, hour, minute, second, fraction, zone: all but the year may be absent. */
const ISO_8601 =
  /^(-?\d+)(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:t(?:(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,9}))?)?)?(z|[+-]\d{2}(?::?\d{2})?)?)?)?$/i;
const EPOCH_SECONDS = /^\d+$/;
const MAX_EPOCH_SECONDS = 9_223_372_036_854_775_807n;
const [MIN_YEAR, MAX_YEAR] = [-292_275_054, 292_278_993];
const MINUTE_MS = 60_000;

/**
 * What IAM takes for a date in a condition, in milliseconds since the epoch: ISO 8601, or seconds since the epoch;
 * `undefined` if it is none. A year beyond what JavaScript can count is a date, and `NaN`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
export function parseDate(text: string): number | undefined {
  if (EPOCH_SECONDS.test(text)) return BigInt(text) <= MAX_EPOCH_SECONDS ? Number(text) * 1000 : undefined;
  const parts = ISO_8601.exec(text);
  if (!parts) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => (part === undefined ? undefined : Number(part)));
  if (year < MIN_YEAR || year > MAX_YEAR || month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, Math.floor(Number(`0.${parts[7] ?? "0"}`) * 1000));
  return date.getTime() - offsetMs(parts[8] ?? "z");
}

/** `z`, `+01`, `-0130`, `+01:30`. */
function offsetMs(zone: string): number {
  if (zone.toLowerCase() === "z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(":", ""));
  return (zone.startsWith("-") ? -minutes : minutes) * MINUTE_MS;
}
