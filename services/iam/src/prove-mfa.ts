import type { Call } from "@skylab/service";
import { actorOf } from "./domain/acting-user.ts";
import { accessDenied } from "./domain/errors.ts";
import { takeMfaCode } from "./store/mfa-devices.ts";
import type { IamStore } from "./store/store.ts";
import { findUser } from "./store/users.ts";

type WithCode = { readonly SerialNumber?: string | undefined; readonly TokenCode?: string | undefined };

/**
 * Whether the caller proves by a code that it has its MFA device; the code then counts no second time.
 * @throws AwsError `AccessDenied` for a wrong code
 */
export async function provesMfa(
  { SerialNumber: serialNumber, TokenCode: code }: WithCode,
  { caller, clock }: Call,
  store: IamStore,
): Promise<boolean> {
  if (serialNumber === undefined && code === undefined) return false;
  const actor = actorOf(caller.arn);
  const proven = await store.change(caller.account, async (rows) => {
    const user = actor.root ? undefined : await findUser(rows, actor.userName);
    if (user === undefined || serialNumber === undefined || code === undefined) return false;
    return takeMfaCode(rows, { user, serialNumber, code }, { now: clock.now(), encryptionKey: store.encryptionKey });
  });
  if (!proven) throw accessDenied("MultiFactorAuthentication failed with invalid MFA one time pass code. ");
  return true;
}
