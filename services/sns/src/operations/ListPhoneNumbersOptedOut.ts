import { pageOf } from "@skylab/aws";
import type { ListPhoneNumbersOptedOutResponse } from "@aws-sdk/client-sns";
import { readNextToken } from "../domain/next-token.ts";
import { PAGE_SIZE } from "../domain/page-size.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_ListPhoneNumbersOptedOut.html */
export const ListPhoneNumbersOptedOut: Operation<"ListPhoneNumbersOptedOut"> = async (
  { nextToken: token },
  { place },
  store,
): Promise<ListPhoneNumbersOptedOutResponse> => {
  const listed = await store.sms.listOptedOut(place, { after: readNextToken(token), limit: PAGE_SIZE + 1 });
  const { items, nextToken } = pageOf(listed, PAGE_SIZE);
  return { phoneNumbers: items.map(({ number }) => number), nextToken };
};
