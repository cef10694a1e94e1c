import { Double, List, type Value, whole } from "./values.ts";

/** Deeper is no document that anybody sends. */
const MAX_DEPTH = 200;

type Reader = { readonly text: string; at: number; depth: number };

/**
 * Parses JSON into what templates work with: in the order of the document, numbers as they are, however large.
 * @throws SyntaxError
 */
export function parseJson(text: string): Value {
  const reader: Reader = { text, at: 0, depth: 0 };
  const value = readValue(reader);
  skipSpace(reader);
  if (reader.at < text.length) throw unexpected(reader);
  return value;
}

const SPACE = /[ \t\r\n]*/y;
// oxlint-disable-next-line no-control-regex -- JSON has none of them in texts.
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

function readValue(reader: Reader): Value {
  skipSpace(reader);
  switch (reader.text[reader.at]) {
    case "{":
      return nested(reader, readObject);
    case "[":
      return nested(reader, readArray);
    case '"':
      return readString(reader);
    default:
      return readWord(reader);
  }
}

function nested(reader: Reader, read: (reader: Reader) => Value): Value {
  reader.at += 1;
  reader.depth += 1;
  if (reader.depth > MAX_DEPTH) throw unexpected(reader);
  const value = read(reader);
  reader.depth -= 1;
  return value;
}

function readObject(reader: Reader): Value {
  const members = new Map<string, Value>();
  if (accept(reader, "}")) return members;
  do {
    skipSpace(reader);
    const key = readString(reader);
    if (!accept(reader, ":")) throw unexpected(reader);
    members.set(key, readValue(reader));
  } while (accept(reader, ","));
  if (!accept(reader, "}")) throw unexpected(reader);
  return members;
}

function readArray(reader: Reader): Value {
  const items: Value[] = [];
  if (accept(reader, "]")) return new List(items, true);
  do items.push(readValue(reader));
  while (accept(reader, ","));
  if (!accept(reader, "]")) throw unexpected(reader);
  return new List(items, true);
}

function readString(reader: Reader): string {
  const text = take(reader, STRING)?.[0];
  if (text === undefined) throw unexpected(reader);
  return text.includes("\\") ? String(JSON.parse(text)) : text.slice(1, -1);
}

function readWord(reader: Reader): Value {
  const number = take(reader, NUMBER);
  if (number) return toNumber(number[0], number[1] !== undefined || number[2] !== undefined);
  const word = take(reader, WORD)?.[0];
  if (word === undefined) throw unexpected(reader);
  return word === "null" ? null : word === "true";
}

/** Longer whole numbers would take long to read. */
const MAX_DIGITS = 1000;

const toNumber = (text: string, hasFraction: boolean): Value =>
  hasFraction || text.length > MAX_DIGITS ? new Double(Number(text)) : whole(BigInt(text));

function take(reader: Reader, expression: RegExp): RegExpExecArray | undefined {
  expression.lastIndex = reader.at;
  const match = expression.exec(reader.text) ?? undefined;
  if (match) reader.at += match[0].length;
  return match;
}

const skipSpace = (reader: Reader): void => void take(reader, SPACE);

function accept(reader: Reader, character: string): boolean {
  skipSpace(reader);
  if (reader.text[reader.at] !== character) return false;
  reader.at += 1;
  return true;
}

const unexpected = ({ at }: Reader): SyntaxError => new SyntaxError(`No JSON at character ${at}.`);
