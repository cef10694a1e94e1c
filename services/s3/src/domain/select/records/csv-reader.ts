import { selectError } from "../errors.ts";
import { MAX_RECORD_CHARS } from "../limits.ts";

/** How a CSV object is written. */
export type CsvFormat = {
  readonly fieldDelimiter: string;
  readonly recordDelimiter: string;
  /** "": nothing is quoted. */
  readonly quote: string;
  /** What stands before a quote inside of quotes: as a rule a quote. */
  readonly escape: string;
  /** What records begin with that are none. "": all are some. */
  readonly comment: string;
  readonly allowQuotedRecordDelimiter: boolean;
};

export type CsvRecord = readonly string[];

/** Makes records of text that comes piece by piece: `write` gives those that have ended, `end` what is left. */
export type CsvReader = {
  readonly write: (text: string) => Generator<CsvRecord>;
  readonly end: () => Generator<CsvRecord>;
};

export function csvReader(format: CsvFormat): CsvReader {
  let rest = "";
  return {
    write: function* (text) {
      const whole = rest + text;
      rest = yield* readRecords(format, whole, false);
      if (rest.length > MAX_RECORD_CHARS) throw selectError("OverMaxRecordSize");
    },
    end: function* () {
      yield* readRecords(format, rest, true);
      rest = "";
    },
  };
}

/** The records of a text; returns what is the beginning of a record. */
function* readRecords(format: CsvFormat, text: string, isAll: boolean): Generator<CsvRecord, string> {
  let at = 0;
  while (at < text.length) {
    const read = readRecord(format, text, { at, isAll });
    if (read === undefined) return text.slice(at);
    if (read.next - at > MAX_RECORD_CHARS) throw selectError("OverMaxRecordSize");
    at = read.next;
    if (read.record !== undefined) yield read.record;
  }
  return "";
}

type Place = { readonly at: number; readonly isAll: boolean };

/** No record: an empty line, or a comment. */
type Read = { readonly record: CsvRecord | undefined; readonly next: number };

/** `undefined`: it goes on behind the text. */
function readRecord(format: CsvFormat, text: string, { at, isAll }: Place): Read | undefined {
  const { comment, fieldDelimiter, quote, recordDelimiter } = format;
  const found = text.indexOf(recordDelimiter, at);
  if (found === -1 && !isAll) return undefined;
  const end = found === -1 ? text.length : found;
  const next = found === -1 ? end : end + recordDelimiter.length;
  const line = withoutReturn(format, text.slice(at, end));
  if (line === "" || (comment !== "" && line.startsWith(comment))) return { record: undefined, next };
  if (quote === "" || !line.includes(quote)) return { record: line.split(fieldDelimiter), next };
  return readQuoted(format, text, { at, isAll });
}

/** Records that end in a line feed may have a carriage return before it. */
const withoutReturn = ({ recordDelimiter }: CsvFormat, line: string): string =>
  recordDelimiter === "\n" && line.endsWith("\r") ? line.slice(0, -1) : line;

/** A record with quotes in it, field by field. */
function readQuoted(format: CsvFormat, text: string, { at, isAll }: Place): Read | undefined {
  const { recordDelimiter } = format;
  const fields: string[] = [];
  let from = at;
  let record = at;
  for (;;) {
    const field = text.startsWith(format.quote, from) ? quotedField(format, text, from) : { text: "", next: from };
    if (field === undefined) {
      if (isAll) throw selectError("CSVParsingError");
      return undefined;
    }
    // Looked for only when it is passed: it is far away as a rule, and fields are many.
    if (record !== -1 && record <= field.next) record = text.indexOf(recordDelimiter, field.next);
    const end = fieldEnd(format, text, { from: field.next, record });
    if (end === undefined && !isAll) return undefined;
    const { stop, next, isLast } = end ?? { stop: text.length, next: text.length, isLast: true };
    const tail = text.slice(field.next, stop);
    fields.push(field.text + (isLast ? withoutReturn(format, tail) : tail));
    if (isLast) return { record: fields, next };
    from = next;
  }
}

type End = { readonly stop: number; readonly next: number; readonly isLast: boolean };

/** Where a field ends that is not in quotes, or no more. `record`: the next delimiter of records, or -1. */
function fieldEnd(
  { fieldDelimiter, recordDelimiter }: CsvFormat,
  text: string,
  { from, record }: { readonly from: number; readonly record: number },
): End | undefined {
  // In this record alone: the next field delimiter of all may be far away.
  const field = text.slice(from, record === -1 ? undefined : record).indexOf(fieldDelimiter);
  if (field !== -1) return { stop: from + field, next: from + field + fieldDelimiter.length, isLast: false };
  return record === -1 ? undefined : { stop: record, next: record + recordDelimiter.length, isLast: true };
}

type Quoted = { readonly text: string; readonly next: number };

/** What is in quotes, and where it goes on behind them. `undefined`: the closing quote is behind the text. */
function quotedField(format: CsvFormat, text: string, at: number): Quoted | undefined {
  const { escape, quote } = format;
  let inside = "";
  let from = at + quote.length;
  for (let look = from; ;) {
    const closing = text.indexOf(quote, look);
    refuseDelimiter(format, text.slice(look, closing === -1 ? undefined : closing));
    // The last quote of a text may be the first of two.
    if (closing === -1) return undefined;
    const behind = closing + quote.length;
    if (escape === quote && text.startsWith(quote, behind)) {
      inside += text.slice(from, behind);
      from = look = behind + quote.length;
    } else if (isEscaped(format, text, closing)) {
      inside += text.slice(from, closing - escape.length) + quote;
      from = look = behind;
    } else return { text: inside + text.slice(from, closing), next: behind };
  }
}

/** Whether an escape character of its own stands before a quote. */
const isEscaped = ({ escape, quote }: CsvFormat, text: string, closing: number): boolean =>
  escape !== quote && escape !== "" && text.startsWith(escape, closing - escape.length);

function refuseDelimiter({ allowQuotedRecordDelimiter, recordDelimiter }: CsvFormat, inside: string): void {
  if (!allowQuotedRecordDelimiter && inside.includes(recordDelimiter)) throw selectError("CSVEscapingRecordDelimiter");
}
