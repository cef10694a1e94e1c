import { DEFAULT_ACCOUNT, isAccountId } from "@skylab/aws";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/** LocalStack's own key ids, which its tools make of `AKIA…` and `ASIA…`; they hold the account in AWS's encoding. */
const ENCODED_ACCOUNT = /^L[SK]IA([A-Z2-7]{8})([A-Z2-7])[A-Z2-7]{7,}$/;
/** Account ids are numbered from here, halved, in the 40 bits of eight characters. */
const ENCODING_OFFSET = 2 ** 39;
const ACCOUNT_ID_DIGITS = 12;

/** The account that an access key id names of itself: its twelve digits, or the account inside `LSIA…` and `LKIA…`. */
export function accountOf(accessKeyId: string): string {
  if (isAccountId(accessKeyId)) return accessKeyId;
  const [, half, last] = ENCODED_ACCOUNT.exec(accessKeyId) ?? [];
  if (half === undefined || last === undefined) return DEFAULT_ACCOUNT;
  let bits = 0;
  for (const char of half) bits = bits * BASE32.length + BASE32.indexOf(char);
  const odd = BASE32.indexOf(last) >= BASE32.length / 2;
  const account = String(2 * (bits - ENCODING_OFFSET) + Number(odd)).padStart(ACCOUNT_ID_DIGITS, "0");
  return isAccountId(account) ? account : DEFAULT_ACCOUNT;
}
