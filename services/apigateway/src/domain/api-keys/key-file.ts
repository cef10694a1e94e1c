import { badRequest } from "../errors.ts";

/**
 * A key as a file has it: columns in any order, their names in any case, those that nobody knows ignored.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-key-file-format.html
 */
export type KeyOfFile = {
  readonly name: string;
  readonly value: string;
  readonly description?: string;
  readonly enabled: boolean;
  readonly usagePlanIds: readonly string[];
};

/** @throws AwsError BadRequestException, in words that nobody recorded from AWS */
export function readKeyFile(csv: string): readonly KeyOfFile[] {
  const [header, ...lines] = readCsv(csv);
  const columns = (header ?? []).map((column) => column.toLowerCase());
  for (const column of ["name", "key"]) {
    if (!columns.includes(column)) throw badRequest(`The API key file must have a column ${column}.`);
  }
  return lines.map((fields) => keyOf((column) => fields[columns.indexOf(column)] ?? ""));
}

function keyOf(field: (column: string) => string): KeyOfFile {
  const description = field("description");
  return {
    name: field("name"),
    value: field("key"),
    ...(description !== "" && { description }),
    // What is not there is true.
    enabled: field("enabled").toLowerCase() !== "false",
    usagePlanIds: field("usageplanids")
      .split(",")
      .map((id) => id.trim())
      .filter((id) => id !== ""),
  };
}

/** Lines of fields. One that begins with a quote, single or double, ends with the next one that is not doubled. */
const readCsv = (csv: string): readonly (readonly string[])[] =>
  csv
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== "")
    .map(readLine);

function readLine(line: string): readonly string[] {
  const fields: string[] = [];
  for (const [, quote, quoted = "", bare = "", end] of line.matchAll(FIELD)) {
    fields.push(quote === undefined ? bare.trim() : quoted.replaceAll(quote + quote, quote));
    if (end === "") break;
  }
  return fields;
}

const FIELD = /[ \t]*(?:(["'])((?:(?!\1).|\1\1)*)\1[ \t]*|([^,]*))(,|$)/g;
