import type { CheckIfPhoneNumberIsOptedOutResponse } from "@aws-sdk/client-sns";
import { canonicalNumber, checkOptOutNumber } from "../domain/sms/phone-number.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_CheckIfPhoneNumberIsOptedOut.html */
export const CheckIfPhoneNumberIsOptedOut: Operation<"CheckIfPhoneNumberIsOptedOut"> = async (
  { phoneNumber },
  { place },
  store,
): Promise<CheckIfPhoneNumberIsOptedOutResponse> => {
  checkOptOutNumber(phoneNumber);
  return { isOptedOut: await store.sms.isOptedOut(place, canonicalNumber(phoneNumber)) };
};
