import { isUtf8 } from "node:buffer";
import { MAX_DEPTH } from "../depth.ts";
import { emptyMap } from "../reader.ts";
import type { Values } from "../wire.ts";

/** A body that is not the CBOR of one value. */
export class CborSyntaxError extends Error {}

/**
 * Decodes one value. Maps become objects without a prototype, byte strings views of `bytes`, epoch times (tag 1)
 * Dates, integers beyond 2^53 bigints. https://www.rfc-editor.org/rfc/rfc8949
 * @throws CborSyntaxError
 */
export function decodeCbor(bytes: Buffer): unknown {
  const cursor: Cursor = { bytes, at: 0 };
  const value = item(cursor, 0);
  if (cursor.at !== bytes.length) throw new CborSyntaxError("Something follows the value.");
  return value;
}

type Cursor = { readonly bytes: Buffer; at: number };
/** The head of an item; `argument` is undefined where the length is indefinite. */
type Head = { readonly major: number; readonly info: number; readonly argument: number | bigint | undefined };

/** https://www.rfc-editor.org/rfc/rfc8949#section-3.1 */
const MAJOR = { unsigned: 0, negative: 1, bytes: 2, text: 3, array: 4, map: 5, tag: 6, simple: 7 } as const;
const BREAK = 0xff;
const TAG = { epochTime: 1, positiveBignum: 2, negativeBignum: 3 } as const;
const SIMPLE = { false: 20, true: 21, null: 22, undefined: 23, half: 25, single: 26, double: 27 } as const;

function item(cursor: Cursor, depth: number): unknown {
  if (depth > MAX_DEPTH) throw new CborSyntaxError("The value nests too deep.");
  const head = readHead(cursor);
  switch (head.major) {
    case MAJOR.unsigned:
      return integer(head);
    case MAJOR.negative:
      return negative(integer(head));
    case MAJOR.bytes:
      return string(cursor, head);
    case MAJOR.text:
      return utf8(string(cursor, head));
    case MAJOR.array:
      return array(cursor, head, depth);
    case MAJOR.map:
      return map(cursor, head, depth);
    case MAJOR.tag:
      return tagged(integer(head), item(cursor, depth + 1));
    default:
      return simple(cursor, head);
  }
}

function readHead(cursor: Cursor): Head {
  const first = take(cursor, 1)[0] ?? 0;
  const major = first >> 5;
  const info = first & 0x1f;
  // The floats of major type 7 have their bytes where others have an argument.
  if (info < 24 || major === MAJOR.simple) return { major, info, argument: info };
  if (info === 24) return { major, info, argument: take(cursor, 1).readUInt8() };
  if (info === 25) return { major, info, argument: take(cursor, 2).readUInt16BE() };
  if (info === 26) return { major, info, argument: take(cursor, 4).readUInt32BE() };
  if (info === 27) return { major, info, argument: narrowed(take(cursor, 8).readBigUInt64BE()) };
  const mayBeIndefinite = major >= MAJOR.bytes && major <= MAJOR.map;
  if (info === 31 && mayBeIndefinite) return { major, info, argument: undefined };
  throw new CborSyntaxError("A reserved length.");
}

function take(cursor: Cursor, count: number): Buffer {
  const end = cursor.at + count;
  if (end > cursor.bytes.length) throw new CborSyntaxError("The value is cut off.");
  const taken = cursor.bytes.subarray(cursor.at, end);
  cursor.at = end;
  return taken;
}

const narrowed = (value: bigint): number | bigint => (value <= Number.MAX_SAFE_INTEGER ? Number(value) : value);

function integer({ argument }: Head): number | bigint {
  if (argument === undefined) throw new CborSyntaxError("An integer without its value.");
  return argument;
}

const negative = (value: number | bigint): number | bigint => (typeof value === "number" ? -1 - value : -1n - value);

/** How many items or bytes follow; at least that many bytes must be there, before anything is allocated for them. */
function length(cursor: Cursor, { argument }: Head): number | undefined {
  if (argument === undefined) return undefined;
  const count = Number(argument);
  if (count > cursor.bytes.length - cursor.at) throw new CborSyntaxError("The value is cut off.");
  return count;
}

function string(cursor: Cursor, head: Head): Buffer {
  const count = length(cursor, head);
  if (count !== undefined) return take(cursor, count);
  const chunks: Buffer[] = [];
  while (!atBreak(cursor)) {
    const chunk = readHead(cursor);
    const size = length(cursor, chunk);
    if (chunk.major !== head.major || size === undefined) throw new CborSyntaxError("A chunk of another type.");
    chunks.push(take(cursor, size));
  }
  return Buffer.concat(chunks);
}

function utf8(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new CborSyntaxError("A text is not UTF-8.");
  return bytes.toString("utf8");
}

function array(cursor: Cursor, head: Head, depth: number): unknown[] {
  const count = length(cursor, head);
  const items: unknown[] = [];
  while (count === undefined ? !atBreak(cursor) : items.length < count) items.push(item(cursor, depth + 1));
  return items;
}

function map(cursor: Cursor, head: Head, depth: number): Values {
  const count = length(cursor, head);
  const entries = emptyMap();
  for (let read = 0; count === undefined ? !atBreak(cursor) : read < count; read++) {
    const key = item(cursor, depth + 1);
    if (typeof key !== "string") throw new CborSyntaxError("A key that is no text.");
    entries[key] = item(cursor, depth + 1);
  }
  return entries;
}

/** Whether an indefinite item ends here, and past its end then. */
function atBreak(cursor: Cursor): boolean {
  if (cursor.bytes[cursor.at] !== BREAK) return false;
  cursor.at++;
  return true;
}

function tagged(tag: number | bigint, value: unknown): unknown {
  if (tag === TAG.epochTime) {
    const time = new Date(Math.round(Number(value) * 1000));
    if (Number.isNaN(time.getTime())) throw new CborSyntaxError("A time that is no number.");
    return time;
  }
  if (tag !== TAG.positiveBignum && tag !== TAG.negativeBignum) return value;
  if (!Buffer.isBuffer(value)) throw new CborSyntaxError("A big number that is no bytes.");
  const magnitude = value.length === 0 ? 0n : BigInt(`0x${value.toString("hex")}`);
  return tag === TAG.positiveBignum ? magnitude : -1n - magnitude;
}

function simple(cursor: Cursor, { info }: Head): unknown {
  switch (info) {
    case SIMPLE.false:
    case SIMPLE.true:
      return info === SIMPLE.true;
    case SIMPLE.null:
    case SIMPLE.undefined:
      return undefined;
    case SIMPLE.half:
      return half(take(cursor, 2).readUInt16BE());
    case SIMPLE.single:
      return take(cursor, 4).readFloatBE();
    case SIMPLE.double:
      return take(cursor, 8).readDoubleBE();
    default:
      throw new CborSyntaxError("An unknown simple value.");
  }
}

/** IEEE 754 binary16. https://www.rfc-editor.org/rfc/rfc8949#appendix-D */
function half(bits: number): number {
  const exponent = (bits >> 10) & 0x1f;
  const mantissa = bits & 0x3ff;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 31) return mantissa === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (mantissa + 1024) * 2 ** (exponent - 25);
}
