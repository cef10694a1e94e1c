import { randomBytes, randomFillSync, randomUUID } from "node:crypto";

/** Where ids come from: random in the product, repeatable where a test wants it so. */
export type Ids = {
  /** A UUID, version 4, lower case. */
  readonly uuid: () => string;
  /** `count` random bytes. */
  readonly bytes: (count: number) => Uint8Array;
};

/** Ids from the machine's cryptographic random source. */
export const randomIds: Ids = {
  uuid: randomUUID,
  bytes: (count) => (count > POOL_BYTES / 2 ? randomBytes(count) : pooledBytes(count)),
};

/** Asking for many bytes costs hardly more than asking for few: so most ids are cut from what is in store. */
const POOL_BYTES = 8192;
let pool = Buffer.alloc(0);
let used = 0;

function pooledBytes(count: number): Uint8Array {
  if (used + count > pool.length) {
    // Never written over: ids that were handed out lie in the one before.
    pool = randomFillSync(Buffer.alloc(POOL_BYTES));
    used = 0;
  }
  used += count;
  return pool.subarray(used - count, used);
}

/** The alphabet of IAM's ids, and of seeds as people type them. https://www.rfc-editor.org/rfc/rfc4648#section-6 */
export const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** A random string of `length` upper-case letters and digits from 2 to 7, as IAM's ids are made of. */
export const base32Id = (ids: Ids, length: number): string => randomText(ids, BASE32, length);

/** A random string of `length` characters of an alphabet, which has 256 at most; each is as likely as the others. */
export function randomText(ids: Ids, alphabet: string, length: number): string {
  // Bytes beyond the alphabet's last whole repetition would make its first characters likelier.
  const fair = BYTE_VALUES - (BYTE_VALUES % alphabet.length);
  let text = "";
  while (text.length < length) {
    for (const byte of ids.bytes(length - text.length)) {
      if (byte < fair) text += alphabet.charAt(byte % alphabet.length);
    }
  }
  return text;
}

const BYTE_VALUES = 256;

/** A random number from 0 to less than 1. */
export const randomFraction = (ids: Ids): number =>
  Buffer.from(ids.bytes(FRACTION_BYTES)).readUIntBE(0, FRACTION_BYTES) / 2 ** (8 * FRACTION_BYTES);

/** As many as a number of JavaScript holds without loss. */
const FRACTION_BYTES = 6;
