import type { GetSMSAttributesResponse } from "@aws-sdk/client-sns";
import { shownSmsAttributes } from "../domain/sms/sms-attributes.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_GetSMSAttributes.html */
export const GetSMSAttributes: Operation<"GetSMSAttributes"> = async (
  { attributes: names },
  { place },
  store,
): Promise<GetSMSAttributesResponse> => ({ attributes: shownSmsAttributes(await store.sms.attributes(place), names) });
