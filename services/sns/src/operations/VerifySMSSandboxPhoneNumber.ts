import { readSandboxNumber } from "../domain/sms/phone-number.ts";
import { isNoSandboxNumber, tryCode, wrongCode } from "../domain/sms/sandbox.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_VerifySMSSandboxPhoneNumber.html */
export const VerifySMSSandboxPhoneNumber: Operation<"VerifySMSSandboxPhoneNumber"> = async (
  { OneTimePassword: code, PhoneNumber },
  { clock, place },
  store,
): Promise<Record<string, never>> => {
  const number = readSandboxNumber(PhoneNumber);
  const tried = await store.sms.changeSandboxNumber(place, number, (current) => {
    if (current === undefined) throw isNoSandboxNumber();
    return tryCode(current, code, clock.now());
  });
  if (tried?.code !== code) throw wrongCode(tried?.status ?? "Pending");
  return {};
};
