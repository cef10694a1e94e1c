import { readSandboxNumber } from "../domain/sms/phone-number.ts";
import { addSandboxNumber, optedOut, verificationCode, verificationText } from "../domain/sms/sandbox.ts";
import type { Operation } from "../operation.ts";

/** Of which a code is made. */
const CODE_BYTES = 4;

/** https://docs.aws.amazon.com/sns/latest/api/API_CreateSMSSandboxPhoneNumber.html */
export const CreateSMSSandboxPhoneNumber: Operation<"CreateSMSSandboxPhoneNumber"> = async (
  { PhoneNumber },
  { ids, place },
  store,
): Promise<Record<string, never>> => {
  const number = readSandboxNumber(PhoneNumber);
  if (await store.sms.isOptedOut(place, number)) throw optedOut();
  const code = verificationCode(ids.bytes(CODE_BYTES));
  await store.sms.changeSandboxNumber(place, number, (current, many) => addSandboxNumber(current, code, many));
  const text = verificationText(code);
  await store.smsMessages.record(place, { to: number, id: ids.uuid(), text, isStructured: false, attributes: {} });
  return {};
};
