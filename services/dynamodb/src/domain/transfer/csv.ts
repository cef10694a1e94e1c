import { invalidParameter } from "../errors.ts";
import type { RawItem, RawValue } from "../item/read-item.ts";
import { attributesOf, type KeyType } from "../table/key-schema.ts";
import type { Table } from "../table/table.ts";

/** What stands in quotes, in which two are one. */
const QUOTED = /^"((?:[^"]|"")*)"$/;

/**
 * The values of a row.
 * @throws AwsError where quotes are not escaped
 */
export function readRow(row: string, delimiter: string): readonly string[] {
  const values: string[] = [];
  let start = 0;
  let isInQuotes = false;
  for (let index = 0; index <= row.length; index++) {
    if (row[index] === '"') isInQuotes = !isInQuotes;
    if (index < row.length && (isInQuotes || row[index] !== delimiter)) continue;
    values.push(readField(row.slice(start, index)));
    start = index + 1;
  }
  return values;
}

function readField(field: string): string {
  if (!field.includes('"')) return field;
  const [, quoted] = QUOTED.exec(field) ?? [];
  if (quoted === undefined) throw invalidParameter("Double quotes must be escaped");
  return quoted.replaceAll('""', '"');
}

/**
 * The item of a row: attributes of keys have the types of the table, and all others are text.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataImport.Format.html#S3DataImport.Requesting.Formats.CSV
 * @throws AwsError where there are more or fewer values than columns
 */
export function itemOfRow(values: readonly string[], header: readonly string[], table: Table): RawItem {
  if (values.length !== header.length) throw invalidParameter("A row has other columns than the header");
  const types = keyTypes(table);
  return Object.fromEntries(header.map((name, column) => [name, valueOf(values[column] ?? "", types.get(name))]));
}

function valueOf(text: string, type: KeyType | undefined): RawValue {
  if (type === "N") return { N: text };
  return type === "B" ? { B: Buffer.from(text, "base64") } : { S: text };
}

function keyTypes({ globalIndexes, key, localIndexes }: Table): ReadonlyMap<string, KeyType> {
  const keys = [key, ...[...globalIndexes, ...localIndexes].map((index) => index.key)];
  return new Map(keys.flatMap(attributesOf).map(({ name, type }) => [name, type]));
}
