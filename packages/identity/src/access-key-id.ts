import { randomInt } from "node:crypto";
import { base32Id, isAccountId } from "@skylab/aws";

/** `AKIA`: a user's or root's; `ASIA`: temporary. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
export type AccessKeyKind = "AKIA" | "ASIA";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/** Account ids are numbered from here, halved, in the 40 bits of eight characters: AWS's own encoding. */
const ENCODING_OFFSET = 2 ** 39;
const ACCOUNT_CHARACTERS = 8;
const RANDOM_CHARACTERS = 7;
const ACCOUNT_ID_DIGITS = 12;
const ENCODED = /^A[KS]IA([A-Z2-7]{8})([A-Z2-7])[A-Z0-9]{7}$/;

/** A new access key id of an account: twenty characters. */
export function newAccessKeyId(kind: AccessKeyKind, account: string): string {
  const number = Number(account);
  let bits = Math.floor(number / 2) + ENCODING_OFFSET;
  let half = "";
  for (let index = 0; index < ACCOUNT_CHARACTERS; index++) {
    half = (BASE32[bits % BASE32.length] ?? "") + half;
    bits = Math.floor(bits / BASE32.length);
  }
  // The next character's first bit is the account's last; the other bits are random.
  const last = randomInt(BASE32.length / 2) + (number % 2) * (BASE32.length / 2);
  return `${kind}${half}${BASE32[last] ?? ""}${base32Id(RANDOM_CHARACTERS)}`;
}

/** The account that an access key id holds, or `undefined` where it has none of this form. */
export function accountOfKeyId(accessKeyId: string): string | undefined {
  const [, half, last] = ENCODED.exec(accessKeyId) ?? [];
  if (half === undefined || last === undefined) return undefined;
  let bits = 0;
  for (const char of half) bits = bits * BASE32.length + BASE32.indexOf(char);
  const odd = BASE32.indexOf(last) >= BASE32.length / 2;
  const number = 2 * (bits - ENCODING_OFFSET) + Number(odd);
  const account = String(number).padStart(ACCOUNT_ID_DIGITS, "0");
  return isAccountId(account) ? account : undefined;
}
