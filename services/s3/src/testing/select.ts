import type { InputSerialization, OutputSerialization } from "@aws-sdk/client-s3";
import { runQuery } from "../domain/select/run-query.ts";
import { readInputFormat, readOutputFormat } from "../domain/select/settings.ts";
import { parseQuery } from "../domain/select/sql/parse-query.ts";

const NOW = Date.parse("2030-01-02T03:04:05.678Z");

type Asked = { readonly input?: InputSerialization; readonly output?: OutputSerialization; readonly pieces?: number };

/** What a query makes of a text that comes in pieces of so many characters. */
export function select(expression: string, text: string, { input, output, pieces = Infinity }: Asked = {}): string {
  const run = runQuery({
    query: parseQuery(expression),
    input: readInputFormat(input ?? { CSV: { FileHeaderInfo: "USE" } }),
    output: readOutputFormat(output ?? { CSV: {} }),
    now: NOW,
  });
  let selected = "";
  for (let at = 0; at < text.length && !run.isDone(); at += pieces) {
    for (const record of run.write(text.slice(at, at + pieces))) selected += record;
  }
  for (const record of run.end()) selected += record;
  return selected;
}

export const PEOPLE = "Id,name,City,age\n1,Ann,Rome,31\n2,Ben,Oslo,7\n3,Cid,,50\n";
export const CSV_OUT = { CSV: {} };
export const JSON_OUT = { JSON: {} };
export const LINES = { JSON: { Type: "LINES" } } as const;
export const DOCUMENT = { JSON: { Type: "DOCUMENT" } } as const;
