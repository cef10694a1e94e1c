import { base32Id, decodeAccount, encodeAccount, type Ids, randomFraction } from "@skylab/aws";

/** `AKIA`: a user's or root's; `ASIA`: temporary. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
export type AccessKeyKind = "AKIA" | "ASIA";

const SALTS = 16;
const RANDOM_CHARACTERS = 7;
const KEY_ID = /^A[KS]IA([A-Z2-7]{9})[A-Z0-9]{7}$/;

/** A new access key id of an account: twenty characters. */
export const newAccessKeyId = (kind: AccessKeyKind, account: string, ids: Ids): string =>
  `${kind}${encodeAccount(account, Math.floor(randomFraction(ids) * SALTS))}${base32Id(ids, RANDOM_CHARACTERS)}`;

/** The account that an access key id holds, or `undefined` where it has none of this form. */
export function accountOfKeyId(accessKeyId: string): string | undefined {
  const [, encoded] = KEY_ID.exec(accessKeyId) ?? [];
  return encoded === undefined ? undefined : decodeAccount(encoded);
}
