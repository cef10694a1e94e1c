import { randomBytes, randomUUID } from "node:crypto";

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

/** The alphabet of IAM's ids, and of seeds as people type them. https://www.rfc-editor.org/rfc/rfc4648#section-6 */
export const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** A random string of `length` upper-case letters and digits from 2 to 7, as IAM's ids are made of. */
export const base32Id = (length: number): string =>
  Array.from(randomBytes(length), (byte) => BASE32[byte % BASE32.length]).join("");
