import { type Decimal, decodeDecimal, encodeDecimal } from "./decimal.ts";

/**
 * What a key is made of. Parts of different types sort in this order: null, bytes, strings, integers, decimals, false,
 * true. A number must be an integer; fractions are a `Decimal`'s.
 */
export type KeyPart = null | Uint8Array | string | number | bigint | Decimal | boolean;

/** Keys from `from` (inclusive) to `to` (exclusive), as `Partition.range` takes them. */
export type KeyRange = { readonly from: Uint8Array; readonly to: Uint8Array };

// A part begins with its type. All are below 0xff, which stands behind every part of a tuple in `prefixRange`.
const NULL = 0x01;
const BYTES = 0x02;
const STRING = 0x03;
/** Zero. An integer of n bytes has the type n above or below; beyond eight bytes, n follows in a byte of its own. */
const INTEGER = 0x20;
const INLINE_INTEGER_BYTES = 8;
const MAX_INTEGER_BYTES = 255;
/** What `writeUIntBE` takes. https://nodejs.org/api/buffer.html#bufwriteuintbevalue-offset-bytelength */
const MAX_NUMBER_BYTES = 6;
const DECIMAL = 0x30;
const FALSE = 0x38;
const TRUE = 0x39;

/** Ends bytes and strings; a zero byte inside them is followed by `ESCAPED_ZERO`. */
const END = 0x00;
const ESCAPED_ZERO = 0xff;
const BEHIND_EVERY_PART = 0xff;

// Keys are made by every request: the bytes are gathered in one buffer that lives on, and copied out once.
let buffer = Buffer.allocUnsafe(1024);
let length = 0;

/**
 * A key that sorts as its parts do, one after the other; a tuple sorts before the longer ones that begin with it.
 * Strings sort by their UTF-8 bytes, as DynamoDB's and S3's do; half a surrogate pair counts as U+FFFD.
 *
 * Throws a RangeError for a number that is no integer and for text that is no decimal number.
 */
export function encodeKey(...parts: readonly KeyPart[]): Uint8Array {
  length = 0;
  for (const part of parts) writePart(part);
  return written();
}

/** All tuples that begin with these parts, the one of just these parts included. */
export function prefixRange(...parts: readonly KeyPart[]): KeyRange {
  const from = encodeKey(...parts);
  return { from, to: followedBy(from, BEHIND_EVERY_PART) };
}

/**
 * All tuples that begin with these parts, of which the last is only a beginning: `startsWithRange("b", "photos/")` spans
 * `("b", "photos/")`, `("b", "photos/1.jpg")` and `("b", "photos/1.jpg", 7)`.
 */
export function startsWithRange(...parts: readonly [...KeyPart[], string | Uint8Array]): KeyRange {
  const from = encodeKey(...parts).slice(0, -1);
  // No UTF-8 has a byte 0xff, but bytes may: the range ends at the beginning with its last other byte counted up.
  let end = from.length;
  while (from[end - 1] === 0xff) end--;
  const to = from.slice(0, end);
  to[end - 1] = (to[end - 1] ?? 0) + 1;
  return { from, to };
}

/** The smallest key behind this one: where a range goes on after an entry. */
export function keyAfter(key: Uint8Array): Uint8Array {
  return followedBy(key, 0x00);
}

/**
 * The parts of a key that `encodeKey` made. An integer comes back as a number where a number holds it exactly and as a
 * bigint elsewhere, a decimal in plain notation. Throws a RangeError for other bytes.
 */
export function decodeKey(key: Uint8Array): KeyPart[] {
  const bytes = Buffer.from(key.buffer, key.byteOffset, key.byteLength);
  const parts: KeyPart[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const [part, next] = readPart(bytes, offset);
    parts.push(part);
    offset = next;
  }
  return parts;
}

/** The parts of a key that are texts, in their order. */
export const keyTexts = (key: Uint8Array): readonly string[] =>
  decodeKey(key).filter((part) => typeof part === "string");

/** The key with one more byte at its end. */
export function followedBy(key: Uint8Array, byte: number): Uint8Array {
  const longer = new Uint8Array(key.length + 1);
  longer.set(key);
  longer[key.length] = byte;
  return longer;
}

function written(): Uint8Array {
  return new Uint8Array(buffer.subarray(0, length));
}

function reserve(count: number): void {
  if (length + count <= buffer.length) return;
  const larger = Buffer.allocUnsafe(2 * (length + count));
  buffer.copy(larger, 0, 0, length);
  buffer = larger;
}

function writeByte(byte: number): void {
  reserve(1);
  buffer[length++] = byte;
}

function writeBytes(bytes: Uint8Array): void {
  reserve(bytes.length);
  buffer.set(bytes, length);
  length += bytes.length;
}

function writePart(part: KeyPart): void {
  if (typeof part === "string") writeString(part);
  else if (typeof part === "number" && Math.abs(part) < 256 ** MAX_NUMBER_BYTES) writeSmallInteger(part);
  else if (typeof part === "number" || typeof part === "bigint") writeInteger(BigInt(part));
  else if (typeof part === "boolean") writeByte(part ? TRUE : FALSE);
  else if (part === null) writeByte(NULL);
  else if (part instanceof Uint8Array) writeEscaped(BYTES, part);
  else {
    writeByte(DECIMAL);
    writeBytes(encodeDecimal(part.decimal));
  }
}

function writeString(text: string): void {
  if (text.includes("\0")) {
    writeEscaped(STRING, Buffer.from(text));
    return;
  }
  writeByte(STRING);
  reserve(3 * text.length + 1);
  length += buffer.write(text, length);
  writeByte(END);
}

function writeEscaped(type: number, bytes: Uint8Array): void {
  writeByte(type);
  let from = 0;
  for (let zero = bytes.indexOf(0); zero !== -1; zero = bytes.indexOf(0, from)) {
    writeBytes(bytes.subarray(from, zero + 1));
    writeByte(ESCAPED_ZERO);
    from = zero + 1;
  }
  writeBytes(bytes.subarray(from));
  writeByte(END);
}

/** As `writeInteger`, ten times faster for what most keys hold: counters, and milliseconds since the epoch. */
function writeSmallInteger(value: number): void {
  if (!Number.isInteger(value)) throw new RangeError(`No integer: ${value}`);
  const magnitude = Math.abs(value);
  let count = 0;
  for (let bound = 1; magnitude >= bound; bound *= 256) count++;
  writeByte(value < 0 ? INTEGER - count : INTEGER + count);
  if (count === 0) return;
  reserve(count);
  buffer.writeUIntBE(value < 0 ? 256 ** count - 1 - magnitude : magnitude, length, count);
  length += count;
}

/** The magnitude without leading zeros; inverted where negative, so that the greater magnitude comes first. */
function writeInteger(value: bigint): void {
  if (value === 0n) {
    writeByte(INTEGER);
    return;
  }
  const negative = value < 0n;
  const hex = (negative ? -value : value).toString(16);
  const magnitude = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
  const count = magnitude.length;
  if (count > MAX_INTEGER_BYTES) throw new RangeError(`An integer of ${count} bytes is too great for a key`);
  const inline = count <= INLINE_INTEGER_BYTES;
  const distance = inline ? count : INLINE_INTEGER_BYTES + 1;
  writeByte(negative ? INTEGER - distance : INTEGER + distance);
  const flip = negative ? 0xff : 0x00;
  if (!inline) writeByte(count ^ flip);
  for (const byte of magnitude) writeByte(byte ^ flip);
}

function readPart(key: Buffer, offset: number): readonly [part: KeyPart, next: number] {
  const type = key.readUInt8(offset);
  const start = offset + 1;
  if (Math.abs(type - INTEGER) <= INLINE_INTEGER_BYTES + 1) return readInteger(key, offset);
  switch (type) {
    case STRING: {
      const [bytes, next] = readEscaped(key, start);
      return [bytes.toString(), next];
    }
    case BYTES:
      return readEscaped(key, start);
    case DECIMAL: {
      const [decimal, next] = decodeDecimal(key, start);
      return [{ decimal }, next];
    }
    case NULL:
      return [null, start];
    case FALSE:
      return [false, start];
    case TRUE:
      return [true, start];
    default:
      throw new RangeError(`No key part begins with byte ${type}`);
  }
}

function readEscaped(key: Buffer, start: number): readonly [bytes: Buffer, next: number] {
  const pieces: Buffer[] = [];
  for (let from = start; ;) {
    const zero = key.indexOf(END, from);
    if (zero === -1) throw new RangeError("A key part has no end");
    if (key[zero + 1] !== ESCAPED_ZERO) {
      pieces.push(key.subarray(from, zero));
      return [Buffer.concat(pieces), zero + 1];
    }
    pieces.push(key.subarray(from, zero + 1));
    from = zero + 2;
  }
}

function readInteger(key: Buffer, offset: number): readonly [part: number | bigint, next: number] {
  const distance = key.readUInt8(offset) - INTEGER;
  if (distance === 0) return [0, offset + 1];
  const flip = distance < 0 ? 0xff : 0x00;
  const inline = Math.abs(distance) <= INLINE_INTEGER_BYTES;
  const start = inline ? offset + 1 : offset + 2;
  const count = inline ? Math.abs(distance) : key.readUInt8(offset + 1) ^ flip;
  if (count <= MAX_NUMBER_BYTES) {
    const bits = key.readUIntBE(start, count);
    return [distance < 0 ? bits - (256 ** count - 1) : bits, start + count];
  }
  const magnitude = key.subarray(start, start + count).map((byte) => byte ^ flip);
  const size = BigInt(`0x${Buffer.from(magnitude).toString("hex")}`);
  const value = distance < 0 ? -size : size;
  const exact = value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER;
  return [exact ? Number(value) : value, start + count];
}
