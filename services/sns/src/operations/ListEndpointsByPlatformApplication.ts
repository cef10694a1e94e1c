import { pageOf } from "@skylab/aws";
import type { ListEndpointsByPlatformApplicationResponse } from "@aws-sdk/client-sns";
import { endpointArn } from "../domain/mobile/arns.ts";
import { readNextToken } from "../domain/next-token.ts";
import { PAGE_SIZE } from "../domain/page-size.ts";
import { findApplication } from "../find-mobile.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_ListEndpointsByPlatformApplication.html */
export const ListEndpointsByPlatformApplication: Operation<"ListEndpointsByPlatformApplication"> = async (
  { PlatformApplicationArn: arn, NextToken: token },
  call,
  store,
): Promise<ListEndpointsByPlatformApplicationResponse> => {
  const application = await findApplication(arn, call, store);
  const listed = await store.platformEndpoints.list(application, { after: readNextToken(token), limit: PAGE_SIZE + 1 });
  const { items, nextToken } = pageOf(listed, PAGE_SIZE);
  return {
    Endpoints: items.map((endpoint) => ({ EndpointArn: endpointArn(endpoint), Attributes: endpoint.row.attributes })),
    NextToken: nextToken,
  };
};
