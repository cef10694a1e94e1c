import { changeSmsAttributes } from "../domain/sms/sms-attributes.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_SetSMSAttributes.html */
export const SetSMSAttributes: Operation<"SetSMSAttributes"> = async (
  { attributes },
  { place },
  store,
): Promise<Record<string, never>> => {
  await store.sms.changeAttributes(place, (current) => changeSmsAttributes(current, attributes));
  return {};
};
