/**
 * How records lie in LMDB: one ordered map of bytes to bytes, in which the first four bytes of a key name a space.
 *
 * ```
 * space 0  VERSION    (nothing)                  -> the last version given out, 8 bytes
 * space 1  SPACES     partition, space as tuple  -> the space's number in 4 bytes, how many records it holds in 6
 * space 2  EXPIRIES   expiry in 6 bytes, the record's whole key -> nothing
 * space 3  GARBAGE    number of a dropped space     -> nothing
 * space 16 …          the record's key           -> version in 8 bytes, expiry in 6 (0: never), the value
 * ```
 */
import type { RootDatabase } from "lmdb";

export type Store = RootDatabase<Buffer, Buffer>;

export const VERSION_SPACE = 0;
export const DIRECTORY_SPACE = 1;
export const EXPIRIES_SPACE = 2;
export const GARBAGE_SPACE = 3;
/** The first number for a space of records; what lies between is free for a later format. */
export const FIRST_SPACE = 16;

/** Pages of this size let a key have 4,026 bytes, which is the most that lmdb-js takes: its README, "Keys". */
export const PAGE_BYTES = 8192;
export const MAX_STORED_KEY_BYTES = 4026;

const SPACE_BYTES = 4;
const VERSION_BYTES = 8;
/** Milliseconds since the epoch in six bytes last until the year 10889. */
const EXPIRY_BYTES = 6;
const LATEST_EXPIRY = 256 ** EXPIRY_BYTES - 1;
const NEVER = 0;
const HEADER_BYTES = VERSION_BYTES + EXPIRY_BYTES;
const COUNT_BYTES = 6;

export const NOTHING = Buffer.alloc(0);

/** What stands before a record's value. */
export type Header = { readonly version: bigint; readonly expiresAt: number | undefined };

export function storedKey(space: number, key: Uint8Array): Buffer {
  const stored = Buffer.allocUnsafe(SPACE_BYTES + key.length);
  stored.writeUInt32BE(space);
  stored.set(key, SPACE_BYTES);
  return stored;
}

/** The key without its space. */
export function plainKey(stored: Buffer): Buffer {
  return stored.subarray(SPACE_BYTES);
}

export function spaceOfKey(stored: Buffer): number {
  return stored.readUInt32BE();
}

export function storedRecord({ version, expiresAt }: Header, value: Uint8Array): Buffer {
  const record = Buffer.allocUnsafe(HEADER_BYTES + value.length);
  record.writeBigUInt64BE(version);
  record.writeUIntBE(expiresAt === undefined ? NEVER : clampedExpiry(expiresAt), VERSION_BYTES, EXPIRY_BYTES);
  record.set(value, HEADER_BYTES);
  return record;
}

export function headerOf(record: Buffer): Header {
  const expiry = record.readUIntBE(VERSION_BYTES, EXPIRY_BYTES);
  return { version: record.readBigUInt64BE(), expiresAt: expiry === NEVER ? undefined : expiry };
}

export function isExpired({ expiresAt }: Header, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}

export function valueOf(record: Buffer): Buffer {
  return record.subarray(HEADER_BYTES);
}

/** The entry of the expiry index for a record. */
export function expiryKey(expiresAt: number, recordKey: Uint8Array): Buffer {
  const key = Buffer.allocUnsafe(SPACE_BYTES + EXPIRY_BYTES + recordKey.length);
  key.writeUInt32BE(EXPIRIES_SPACE);
  key.writeUIntBE(clampedExpiry(expiresAt), SPACE_BYTES, EXPIRY_BYTES);
  key.set(recordKey, SPACE_BYTES + EXPIRY_BYTES);
  return key;
}

export function expiryOfKey(key: Buffer): { readonly expiresAt: number; readonly recordKey: Buffer } {
  return {
    expiresAt: key.readUIntBE(SPACE_BYTES, EXPIRY_BYTES),
    recordKey: key.subarray(SPACE_BYTES + EXPIRY_BYTES),
  };
}

export function garbageKey(number: number): Buffer {
  return storedKey(GARBAGE_SPACE, storedKey(number, NOTHING));
}

export function numberOfGarbage(key: Buffer): number {
  return spaceOfKey(plainKey(key));
}

export function storedVersion(version: bigint): Buffer {
  const bytes = Buffer.allocUnsafe(VERSION_BYTES);
  bytes.writeBigUInt64BE(version);
  return bytes;
}

export function versionIn(bytes: Buffer | undefined): bigint {
  return bytes === undefined ? 0n : bytes.readBigUInt64BE();
}

export function storedSpace({ number, count }: { readonly number: number; readonly count: number }): Buffer {
  const bytes = Buffer.allocUnsafe(SPACE_BYTES + COUNT_BYTES);
  bytes.writeUInt32BE(number);
  bytes.writeUIntBE(count, SPACE_BYTES, COUNT_BYTES);
  return bytes;
}

export function spaceIn(bytes: Buffer): { readonly number: number; readonly count: number } {
  return { number: bytes.readUInt32BE(), count: bytes.readUIntBE(SPACE_BYTES, COUNT_BYTES) };
}

function clampedExpiry(expiresAt: number): number {
  return Math.min(Math.max(Math.ceil(expiresAt), NEVER + 1), LATEST_EXPIRY);
}
