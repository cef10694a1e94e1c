import { pageOf } from "@skylab/aws";
import type { ListSMSSandboxPhoneNumbersResult } from "@aws-sdk/client-sns";
import { readNextToken } from "../domain/next-token.ts";
import { PAGE_SIZE } from "../domain/page-size.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_ListSMSSandboxPhoneNumbers.html */
export const ListSMSSandboxPhoneNumbers: Operation<"ListSMSSandboxPhoneNumbers"> = async (
  { MaxResults: limit = PAGE_SIZE, NextToken: token },
  { place },
  store,
): Promise<ListSMSSandboxPhoneNumbersResult> => {
  const listed = await store.sms.listSandboxNumbers(place, { after: readNextToken(token), limit: limit + 1 });
  const { items, nextToken } = pageOf(listed, limit);
  return {
    PhoneNumbers: items.map(({ number, status }) => ({ PhoneNumber: number, Status: status })),
    NextToken: nextToken,
  };
};
