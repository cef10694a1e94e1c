import { createCipheriv } from "node:crypto";
import type { Ids } from "@skylab/aws";

// The bytes of an object with a customer's key are encrypted by AES-256 in counter mode: the bytes from any place on are
// decrypted without those before. The counter of a block is: the object's nonce, the number of the part, the block.

const ALGORITHM = "aes-256-ctr";
const BLOCK_BYTES = 16;
const NONCE_BYTES = 8;
const PART_BYTES = 2;
const COUNTER_BYTES = 6;

/** The number of what is not uploaded in parts. */
export const WHOLE = 0;

/** For a new object: no two have the same one. Hex. */
export const newNonce = (ids: Ids): string => Buffer.from(ids.bytes(NONCE_BYTES)).toString("hex");

export type CipherAt = {
  readonly key: Uint8Array;
  /** Hex. */
  readonly nonce: string;
  readonly part: number;
  /** How many bytes of the part come before. */
  readonly offset: number;
};

/** Encrypts bytes, or decrypts them, which is the same, one piece after the other. */
export function cipherAt({ key, nonce, part, offset }: CipherAt): (bytes: Uint8Array) => Buffer {
  const counter = Buffer.alloc(BLOCK_BYTES);
  counter.write(nonce, "hex");
  counter.writeUIntBE(part, NONCE_BYTES, PART_BYTES);
  counter.writeUIntBE(Math.floor(offset / BLOCK_BYTES), NONCE_BYTES + PART_BYTES, COUNTER_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, counter);
  const skipped = offset % BLOCK_BYTES;
  if (skipped > 0) cipher.update(Buffer.alloc(skipped));
  return (bytes) => cipher.update(bytes);
}
