import { selectError } from "./errors.ts";

/** A moment; milliseconds since the epoch. */
export class Timestamp {
  readonly at: number;

  constructor(at: number) {
    this.at = at;
  }

  /** As results have it. */
  toString(): string {
    return new Date(this.at).toISOString().replace(".000Z", "Z");
  }
}

const WRITTEN = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)?)?)?)?T?$/;

/** A timestamp as ISO 8601 and Ion write it, where parts may be left out from the end. */
export function parseTimestamp(text: string): Timestamp | undefined {
  const found = WRITTEN.exec(text.trim());
  if (found === null) return undefined;
  const [, year, month = "01", day = "01", hour = "00", minute = "00", second = "00", fraction = "0", zone = "Z"] =
    found;
  const millis = fraction.slice(0, 3).padEnd(3, "0");
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${millis}${zone}`);
  // A 30th of February is the 2nd of March to JavaScript.
  const isReal = !Number.isNaN(at) && Number(day) <= new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return isReal ? new Timestamp(at) : undefined;
}

export type DatePart = "YEAR" | "MONTH" | "DAY" | "HOUR" | "MINUTE" | "SECOND";
export type ExtractPart = DatePart | "TIMEZONE_HOUR" | "TIMEZONE_MINUTE";

const PART_MS: Readonly<Partial<Record<DatePart, number>>> = {
  DAY: 24 * 60 * 60 * 1000,
  HOUR: 60 * 60 * 1000,
  MINUTE: 60 * 1000,
  SECOND: 1000,
};

export const isDatePart = (word: string): word is DatePart => word in PART_MS || word === "YEAR" || word === "MONTH";

export const isExtractPart = (word: string): word is ExtractPart =>
  isDatePart(word) || word === "TIMEZONE_HOUR" || word === "TIMEZONE_MINUTE";

export function extractPart(part: ExtractPart, { at }: Timestamp): number {
  const date = new Date(at);
  switch (part) {
    case "YEAR":
      return date.getUTCFullYear();
    case "MONTH":
      return date.getUTCMonth() + 1;
    case "DAY":
      return date.getUTCDate();
    case "HOUR":
      return date.getUTCHours();
    case "MINUTE":
      return date.getUTCMinutes();
    case "SECOND":
      return date.getUTCSeconds() + date.getUTCMilliseconds() / 1000;
    default:
      return 0;
  }
}

/** Months end where the next begins: a month after the 31st of January is the last of February. */
export function addDate(part: DatePart, count: number, { at }: Timestamp): Timestamp {
  const ms = PART_MS[part];
  if (ms !== undefined) return checked(at + count * ms);
  const date = new Date(at);
  const months = date.getUTCMonth() + count * (part === "YEAR" ? 12 : 1);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), months + 1, 0)).getUTCDate();
  const day = Math.min(date.getUTCDate(), lastDay);
  return checked(
    Date.UTC(date.getUTCFullYear(), months, day) +
      (at - Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate())),
  );
}

function checked(at: number): Timestamp {
  if (Number.isNaN(new Date(at).getTime())) throw selectError("IntegerOverflow");
  return new Timestamp(at);
}

/** Whole parts from one moment to another. */
export function diffDates(part: DatePart, from: Timestamp, to: Timestamp): number {
  const ms = PART_MS[part];
  if (ms !== undefined) return Math.trunc((to.at - from.at) / ms);
  const months = monthsBetween(from, to);
  return part === "YEAR" ? Math.trunc(months / 12) : months;
}

function monthsBetween(from: Timestamp, to: Timestamp): number {
  if (from.at > to.at) return 0 - monthsBetween(to, from);
  const [begin, end] = [new Date(from.at), new Date(to.at)];
  const months = (end.getUTCFullYear() - begin.getUTCFullYear()) * 12 + end.getUTCMonth() - begin.getUTCMonth();
  return addDate("MONTH", months, from).at > to.at ? months - 1 : months;
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-date.html#s3-select-sql-reference-to-string */
const SYMBOL = /y+|M+|d+|a|h+|H+|m+|s+|S+|n|X+|x+|'(?:[^']|'')*'|[A-Za-z]|[^A-Za-z']+|'/g;

/** A moment by a pattern: `MMMM d, y h:m a`. @throws AwsError EvaluatorInvalidTimestampFormatPattern */
export const formatTimestamp = ({ at }: Timestamp, pattern: string): string =>
  (pattern.match(SYMBOL) ?? []).map((symbol) => formatSymbol(new Date(at), symbol)).join("");

function formatSymbol(date: Date, symbol: string): string {
  const format = FORMATS[symbol];
  if (format !== undefined) return format(date);
  const first = symbol.charAt(0);
  if (first === "'" && symbol.length > 1) return symbol.slice(1, -1).replaceAll("''", "'");
  if (/^S+$/.test(symbol))
    return String(date.getUTCMilliseconds()).padStart(3, "0").padEnd(symbol.length, "0").slice(0, symbol.length);
  if (/[A-Za-z']/.test(first)) throw selectError("EvaluatorInvalidTimestampFormatPattern");
  return symbol;
}

const two = (value: number): string => String(value).padStart(2, "0");
const hour12 = (date: Date): number => date.getUTCHours() % 12 || 12;
const monthName = (date: Date): string => MONTHS[date.getUTCMonth()] ?? "";

const FORMATS: Readonly<Record<string, (date: Date) => string>> = {
  yy: (date) => two(date.getUTCFullYear() % 100),
  y: (date) => String(date.getUTCFullYear()),
  yyyy: (date) => String(date.getUTCFullYear()).padStart(4, "0"),
  M: (date) => String(date.getUTCMonth() + 1),
  MM: (date) => two(date.getUTCMonth() + 1),
  MMM: (date) => monthName(date).slice(0, 3),
  MMMM: monthName,
  MMMMM: (date) => monthName(date).slice(0, 1),
  d: (date) => String(date.getUTCDate()),
  dd: (date) => two(date.getUTCDate()),
  a: (date) => (date.getUTCHours() < 12 ? "AM" : "PM"),
  h: (date) => String(hour12(date)),
  hh: (date) => two(hour12(date)),
  H: (date) => String(date.getUTCHours()),
  HH: (date) => two(date.getUTCHours()),
  m: (date) => String(date.getUTCMinutes()),
  mm: (date) => two(date.getUTCMinutes()),
  s: (date) => String(date.getUTCSeconds()),
  ss: (date) => two(date.getUTCSeconds()),
  n: (date) => String(date.getUTCMilliseconds() * 1_000_000),
  X: () => "Z",
  XX: () => "Z",
  XXXX: () => "Z",
  XXX: () => "Z",
  XXXXX: () => "Z",
  x: () => "+00",
  xx: () => "+0000",
  xxxx: () => "+0000",
  xxx: () => "+00:00",
  xxxxx: () => "+00:00",
};
