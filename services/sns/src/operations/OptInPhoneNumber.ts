import { canonicalNumber, checkOptOutNumber } from "../domain/sms/phone-number.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_OptInPhoneNumber.html */
export const OptInPhoneNumber: Operation<"OptInPhoneNumber"> = async (
  { phoneNumber },
  { place },
  store,
): Promise<Record<string, never>> => {
  checkOptOutNumber(phoneNumber);
  await store.sms.optIn(place, canonicalNumber(phoneNumber));
  return {};
};
