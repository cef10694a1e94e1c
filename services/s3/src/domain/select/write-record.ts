import { selectError } from "./errors.ts";
import { membersOf, textOf, type Value } from "./evaluate/values.ts";
import { MAX_RECORD_CHARS } from "./limits.ts";
import type { OutputFormat } from "./settings.ts";

/** A record of the result, as it is sent. @throws AwsError OverMaxRecordSize */
export function writeRecord(output: OutputFormat, members: readonly (readonly [string, Value])[]): string {
  const record =
    output.kind === "json"
      ? `{${membersOf(members)}}`
      : members.map(([, value]) => field(output, textOf(value))).join(output.fieldDelimiter);
  if (record.length > MAX_RECORD_CHARS) throw selectError("OverMaxRecordSize");
  return record + output.recordDelimiter;
}

function field(output: OutputFormat & { kind: "csv" }, text: string): string {
  const { escape, fieldDelimiter, isAlwaysQuoted, quote, recordDelimiter } = output;
  const isSpecial = [fieldDelimiter, recordDelimiter, quote].some(
    (special) => special !== "" && text.includes(special),
  );
  if (quote === "" || (!isSpecial && !isAlwaysQuoted)) return text;
  return quote + text.replaceAll(quote, () => escape + quote) + quote;
}
