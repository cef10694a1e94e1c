import { selectError } from "../errors.ts";
import { MISSING } from "../sql/syntax.ts";
import {
  addDate,
  diffDates,
  extractPart,
  formatTimestamp,
  isDatePart,
  isExtractPart,
  parseTimestamp,
  Timestamp,
} from "../timestamps.ts";
import { asNumber, compare, isUnknown, type Value } from "./values.ts";

/** A function of SQL; `now` is the same in all of a query, in milliseconds since the epoch. */
export type SqlFunction = {
  readonly least: number;
  readonly most: number;
  readonly apply: (args: readonly Value[], now: number) => Value;
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-sql-functions.html */
export function findFunction(name: string, count: number): SqlFunction {
  const found = FUNCTIONS.get(name);
  if (found === undefined) throw selectError("UnsupportedFunction");
  if (count < found.least || count > found.most) throw selectError("EvaluatorInvalidArguments");
  return found;
}

/** A function of which nothing is known where one of its arguments is not. */
const strict = (least: number, most: number, apply: (args: readonly Value[], now: number) => Value): SqlFunction => ({
  least,
  most,
  apply: (args, now) => (args.some(isUnknown) ? null : apply(args, now)),
});

const wrongType = (): Error => selectError("IncorrectSqlFunctionArgumentType");

function text(value: Value | undefined): string {
  if (typeof value === "string") return value;
  throw wrongType();
}

function integer(value: Value | undefined): number {
  const number = value === undefined ? undefined : asNumber(value);
  if (number === undefined) throw wrongType();
  return Math.trunc(Number(number));
}

function moment(value: Value | undefined): Timestamp {
  if (value instanceof Timestamp) return value;
  const parsed = typeof value === "string" ? parseTimestamp(value) : undefined;
  if (parsed === undefined) throw wrongType();
  return parsed;
}

function part(value: Value | undefined): Parameters<typeof addDate>[0] {
  const word = text(value);
  if (!isDatePart(word)) throw wrongType();
  return word;
}

const charLength = strict(1, 1, ([value]) => Array.from(text(value)).length);

/** The first character is the first; what is before it counts, but is not there. */
function substring([whole, from, count]: readonly Value[]): Value {
  const characters = Array.from(text(whole));
  const begin = integer(from) - 1;
  if (count === undefined) return characters.slice(Math.max(0, begin)).join("");
  const length = integer(count);
  if (length < 0) throw selectError("EvaluatorInvalidArguments");
  return characters.slice(Math.max(0, begin), Math.max(0, begin + length)).join("");
}

function trim([whole, side, taken]: readonly Value[]): Value {
  const characters = Array.from(text(whole));
  const removed = new Set(taken === undefined ? [" "] : text(taken));
  let [from, to] = [0, characters.length];
  if (side !== "TRAILING") while (from < to && removed.has(characters[from] ?? "")) from += 1;
  if (side !== "LEADING") while (to > from && removed.has(characters[to - 1] ?? "")) to -= 1;
  return characters.slice(from, to).join("");
}

function toTimestamp(value: Value | undefined): Timestamp {
  if (value instanceof Timestamp) return value;
  const parsed = parseTimestamp(text(value));
  if (parsed === undefined) throw selectError("ValueParseFailure");
  return parsed;
}

function extract([word, value]: readonly Value[]): Value {
  const asked = text(word);
  if (!isExtractPart(asked)) throw wrongType();
  return extractPart(asked, moment(value));
}

const FUNCTIONS: ReadonlyMap<string, SqlFunction> = new Map([
  ["CHAR_LENGTH", charLength],
  ["CHARACTER_LENGTH", charLength],
  ["LOWER", strict(1, 1, ([value]) => text(value).toLowerCase())],
  ["UPPER", strict(1, 1, ([value]) => text(value).toUpperCase())],
  ["SUBSTRING", strict(2, 3, substring)],
  ["TRIM", strict(2, 3, trim)],
  ["COALESCE", { least: 1, most: Infinity, apply: (args) => args.find((value) => !isUnknown(value)) ?? null }],
  [
    "NULLIF",
    { least: 2, most: 2, apply: ([one = MISSING, other = MISSING]) => (compare(one, other) === 0 ? null : one) },
  ],
  ["UTCNOW", { least: 0, most: 0, apply: (_, now) => new Timestamp(now) }],
  ["TO_TIMESTAMP", strict(1, 1, ([value]) => toTimestamp(value))],
  ["TO_STRING", strict(2, 2, ([value, pattern]) => formatTimestamp(moment(value), text(pattern)))],
  ["EXTRACT", strict(2, 2, extract)],
  ["DATE_ADD", strict(3, 3, ([word, count, value]) => addDate(part(word), integer(count), moment(value)))],
  ["DATE_DIFF", strict(3, 3, ([word, from, to]) => diffDates(part(word), moment(from), moment(to)))],
]);
