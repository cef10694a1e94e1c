import { isAccountId } from "./account.ts";
import { BASE32 } from "./ids.ts";

/** Account ids are numbered from here, halved, in the 40 bits of eight characters: AWS's own encoding. */
const OFFSET = 2 ** 39;
const WHOLE_CHARACTERS = 8;
/** The last character's first bit is the account's last; the other bits are random. */
const ODD_FROM = BASE32.length / 2;
const ACCOUNT_ID_DIGITS = 12;

/** The nine characters by which an access key id holds its account. `salt`: from 0 to 15, AWS's are random. */
export function encodeAccount(account: string, salt: number): string {
  const number = Number(account);
  let bits = Math.floor(number / 2) + OFFSET;
  let whole = "";
  for (let index = 0; index < WHOLE_CHARACTERS; index++) {
    whole = (BASE32[bits % BASE32.length] ?? "") + whole;
    bits = Math.floor(bits / BASE32.length);
  }
  return whole + (BASE32[salt + (number % 2) * ODD_FROM] ?? "");
}

/** The account that such nine characters hold, or `undefined` where they hold none. */
export function decodeAccount(characters: string): string | undefined {
  let bits = 0;
  for (const char of characters.slice(0, WHOLE_CHARACTERS)) bits = bits * BASE32.length + BASE32.indexOf(char);
  const odd = BASE32.indexOf(characters.charAt(WHOLE_CHARACTERS)) >= ODD_FROM;
  const account = String(2 * (bits - OFFSET) + Number(odd)).padStart(ACCOUNT_ID_DIGITS, "0");
  return isAccountId(account) ? account : undefined;
}
