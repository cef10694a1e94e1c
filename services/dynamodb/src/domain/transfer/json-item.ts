import { invalidParameter } from "../errors.ts";
import type { RawItem, RawValue } from "../item/read-item.ts";

/**
 * The item of a line of DynamoDB's JSON: `{"Item":{"id":{"S":"1"}}}`.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataImport.Format.html
 * @throws AwsError where it is none
 */
export function itemOfJson(line: string): RawItem {
  const { Item: item } = membersOf(parse(line));
  return readItem(item);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw notAnItem();
  }
}

const notAnItem = () => invalidParameter("A record is no item in DynamoDB JSON");

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw notAnItem();
  return { ...value };
}

const readItem = (value: unknown): RawItem =>
  Object.fromEntries(Object.entries(membersOf(value)).map(([name, member]) => [name, readValue(member)]));

function readValue(value: unknown): RawValue {
  const [[type, content] = [], ...others] = Object.entries(membersOf(value));
  const read = type === undefined || !Object.hasOwn(READERS, type) ? undefined : READERS[type];
  if (read === undefined || others.length > 0) throw notAnItem();
  return read(content);
}

const READERS: Readonly<Record<string, (content: unknown) => RawValue>> = {
  S: (content) => ({ S: textOf(content) }),
  N: (content) => ({ N: textOf(content) }),
  B: (content) => ({ B: bytesOf(content) }),
  SS: (content) => ({ SS: listOf(content).map(textOf) }),
  NS: (content) => ({ NS: listOf(content).map(textOf) }),
  BS: (content) => ({ BS: listOf(content).map(bytesOf) }),
  M: (content) => ({ M: readItem(content) }),
  L: (content) => ({ L: listOf(content).map(readValue) }),
  NULL: (content) => ({ NULL: booleanOf(content) }),
  BOOL: (content) => ({ BOOL: booleanOf(content) }),
};

function textOf(content: unknown): string {
  if (typeof content !== "string") throw notAnItem();
  return content;
}

const bytesOf = (content: unknown): Uint8Array => Buffer.from(textOf(content), "base64");

function listOf(content: unknown): readonly unknown[] {
  if (!Array.isArray(content)) throw notAnItem();
  return content;
}

function booleanOf(content: unknown): boolean {
  if (typeof content !== "boolean") throw notAnItem();
  return content;
}
