import { decodeAccount, DEFAULT_ACCOUNT, isAccountId } from "@skylab/aws";

/** LocalStack's own key ids, which its tools make of `AKIA…` and `ASIA…`; they hold the account in AWS's encoding. */
const LOCALSTACK_KEY_ID = /^L[SK]IA([A-Z2-7]{9})[A-Z2-7]{7,}$/;

/** The account that an access key id names of itself: its twelve digits, or the account inside `LSIA…` and `LKIA…`. */
export function accountOf(accessKeyId: string): string {
  if (isAccountId(accessKeyId)) return accessKeyId;
  const [, encoded] = LOCALSTACK_KEY_ID.exec(accessKeyId) ?? [];
  return (encoded === undefined ? undefined : decodeAccount(encoded)) ?? DEFAULT_ACCOUNT;
}
