import type { Reader } from "@skylab/records";
import { actorOf } from "../domain/acting-user.ts";
import { accessDenied } from "../domain/errors.ts";
import { showsMfaCode, takeMfaCode, type UserCode } from "./mfa-devices.ts";
import type { IamStore } from "./store.ts";
import { findUser } from "./users.ts";

type WithCode = { readonly SerialNumber?: string | undefined; readonly TokenCode?: string | undefined };

type By = { readonly account: string; readonly arn: string; readonly now: number };

/**
 * Whether a caller shows by a code that it has its MFA device. Nothing is changed by that: for access rules, whose
 * operation takes the code.
 * @throws AwsError `AccessDenied` for a wrong code, or one that was taken
 */
export const showsMfa = (store: IamStore, input: WithCode, by: By): Promise<boolean> =>
  requireCode(input, async () => {
    const rows = store.of(by.account);
    const code = await codeOf(rows, input, by);
    return code !== undefined && showsMfaCode(rows, code, { now: by.now, encryptionKey: store.encryptionKey });
  });

/**
 * Whether a caller proves by a code that it has its MFA device; the code then counts no second time.
 * @throws AwsError `AccessDenied` for a wrong code, or one that was taken
 */
export const provesMfa = (store: IamStore, input: WithCode, by: By): Promise<boolean> =>
  requireCode(input, () =>
    store.change(by.account, async (rows) => {
      const code = await codeOf(rows, input, by);
      return code !== undefined && takeMfaCode(rows, code, { now: by.now, encryptionKey: store.encryptionKey });
    }),
  );

async function requireCode({ SerialNumber, TokenCode }: WithCode, isRight: () => Promise<boolean>): Promise<boolean> {
  if (SerialNumber === undefined && TokenCode === undefined) return false;
  if (await isRight()) return true;
  throw accessDenied("MultiFactorAuthentication failed with invalid MFA one time pass code. ");
}

async function codeOf(
  rows: Reader,
  { SerialNumber: serialNumber, TokenCode: code }: WithCode,
  { arn }: By,
): Promise<UserCode | undefined> {
  const actor = actorOf(arn);
  const user = actor.root ? undefined : await findUser(rows, actor.userName);
  return user && serialNumber !== undefined && code !== undefined ? { user, serialNumber, code } : undefined;
}
