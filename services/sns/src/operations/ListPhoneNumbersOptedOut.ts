import type { ListPhoneNumbersOptedOutResponse } from "@aws-sdk/client-sns";
import { PAGE, pageOf, readNextToken } from "../domain/next-token.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_ListPhoneNumbersOptedOut.html */
export const ListPhoneNumbersOptedOut: Operation<"ListPhoneNumbersOptedOut"> = async (
  { nextToken: token },
  { place },
  store,
): Promise<ListPhoneNumbersOptedOutResponse> => {
  const listed = await store.sms.listOptedOut(place, { after: readNextToken(token), limit: PAGE + 1 });
  const { items, nextToken } = pageOf(listed, PAGE);
  return { phoneNumbers: items.map(({ number }) => number), nextToken };
};
