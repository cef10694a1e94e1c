import { pageOf } from "@skylab/aws";
import type { ListPlatformApplicationsResponse } from "@aws-sdk/client-sns";
import { applicationArn } from "../domain/mobile/arns.ts";
import { readNextToken } from "../domain/next-token.ts";
import { PAGE_SIZE } from "../domain/page-size.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_ListPlatformApplications.html */
export const ListPlatformApplications: Operation<"ListPlatformApplications"> = async (
  { NextToken: token },
  { place },
  store,
): Promise<ListPlatformApplicationsResponse> => {
  const listed = await store.platformApplications.list(place, { after: readNextToken(token), limit: PAGE_SIZE + 1 });
  const { items, nextToken } = pageOf(listed, PAGE_SIZE);
  return {
    PlatformApplications: items.map((application) => ({
      PlatformApplicationArn: applicationArn(application),
      Attributes: application.row.attributes,
    })),
    NextToken: nextToken,
  };
};
