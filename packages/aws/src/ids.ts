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
  bytes: (count) => randomBytes(count),
};

const ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const pool = new Uint8Array(2048);
let used = pool.length;

/** A string of `length` upper-case letters and digits, as S3 request ids and IAM unique ids are made of. */
export function alphanumericId(length: number): string {
  let id = "";
  while (id.length < length) {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const byte = pool[used++] ?? 0;
    // 252 is the greatest multiple of 36 in a byte: what lies above would favour some letters.
    if (byte < 252) id += ALPHANUMERIC[byte % 36];
  }
  return id;
}
