import { actorOf } from "../domain/acting-user.ts";
import { accessDenied } from "../domain/errors.ts";
import { takeMfaCode } from "./mfa-devices.ts";
import type { IamStore } from "./store.ts";
import { findUser } from "./users.ts";

type WithCode = { readonly SerialNumber?: string | undefined; readonly TokenCode?: string | undefined };

/**
 * Whether a caller proves by a code that it has its MFA device; the code then counts no second time.
 * @throws AwsError `AccessDenied` for a wrong code
 */
export async function provesMfa(
  store: IamStore,
  { SerialNumber: serialNumber, TokenCode: code }: WithCode,
  { account, arn, now }: { readonly account: string; readonly arn: string; readonly now: number },
): Promise<boolean> {
  if (serialNumber === undefined && code === undefined) return false;
  const actor = actorOf(arn);
  const proven = await store.change(account, async (rows) => {
    const user = actor.root ? undefined : await findUser(rows, actor.userName);
    if (user === undefined || serialNumber === undefined || code === undefined) return false;
    return takeMfaCode(rows, { user, serialNumber, code }, { now, encryptionKey: store.encryptionKey });
  });
  if (!proven) throw accessDenied("MultiFactorAuthentication failed with invalid MFA one time pass code. ");
  return true;
}
