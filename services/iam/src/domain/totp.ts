import { createHmac, timingSafeEqual } from "node:crypto";
import { BASE32 } from "@skylab/aws";

// Time-based one-time passwords, as authenticator apps make them of a seed: https://www.rfc-editor.org/rfc/rfc6238

/** Milliseconds that a code is valid for: RFC 6238 5.2. */
const STEP_MS = 30_000;

const DIGITS = 6;

/** Bytes of a seed: 64 characters of base32, as AWS's seeds have. */
export const SEED_BYTES = 40;

const BITS_PER_CHARACTER = 5;

/** Which step of the clock a time is in. */
export const stepAt = (now: number): number => Math.floor(now / STEP_MS);

/** The code of a step: https://www.rfc-editor.org/rfc/rfc4226#section-5.3 */
export function totp(seed: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", seed).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0x0f;
  const number = digest.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, "0");
}

/** Which steps come into question, from the first to the last. */
export type Steps = { readonly first: number; readonly last: number };

/** The last step of those at which these are the codes, one after the other. */
export function findStep(seed: Uint8Array, codes: readonly string[], { first, last }: Steps): number | undefined {
  for (let step = first; step + codes.length - 1 <= last; step++) {
    if (codes.every((code, index) => isCode(code, totp(seed, step + index)))) return step + codes.length - 1;
  }
  return undefined;
}

function isCode(given: string, code: string): boolean {
  return given.length === code.length && timingSafeEqual(Buffer.from(given), Buffer.from(code));
}

/** The seed as people type it into an app. */
export function encodeBase32(bytes: Uint8Array): string {
  let bits = "";
  for (const byte of bytes) bits += byte.toString(2).padStart(8, "0");
  let text = "";
  for (let at = 0; at < bits.length; at += BITS_PER_CHARACTER) {
    const five = bits.slice(at, at + BITS_PER_CHARACTER).padEnd(BITS_PER_CHARACTER, "0");
    text += BASE32[Number.parseInt(five, 2)] ?? "";
  }
  return text;
}
