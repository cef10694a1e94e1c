import type { GetEndpointAttributesResponse } from "@aws-sdk/client-sns";
import { findEndpoint } from "../find-mobile.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_GetEndpointAttributes.html */
export const GetEndpointAttributes: Operation<"GetEndpointAttributes"> = async (
  { EndpointArn: arn },
  call,
  store,
): Promise<GetEndpointAttributesResponse> => {
  const { row } = await findEndpoint(arn, call, store);
  return { Attributes: row.attributes };
};
