import { readSandboxNumber } from "../domain/sms/phone-number.ts";
import { checkDeletion, isNoSandboxNumber } from "../domain/sms/sandbox.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_DeleteSMSSandboxPhoneNumber.html */
export const DeleteSMSSandboxPhoneNumber: Operation<"DeleteSMSSandboxPhoneNumber"> = async (
  { PhoneNumber },
  { clock, place },
  store,
): Promise<Record<string, never>> => {
  await store.sms.changeSandboxNumber(place, readSandboxNumber(PhoneNumber), (current) => {
    if (current === undefined) throw isNoSandboxNumber();
    checkDeletion(current, clock.now());
    return undefined;
  });
  return {};
};
