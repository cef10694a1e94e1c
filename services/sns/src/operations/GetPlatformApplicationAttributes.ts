import type { GetPlatformApplicationAttributesResponse } from "@aws-sdk/client-sns";
import { findApplication } from "../find-mobile.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_GetPlatformApplicationAttributes.html */
export const GetPlatformApplicationAttributes: Operation<"GetPlatformApplicationAttributes"> = async (
  { PlatformApplicationArn: arn },
  call,
  store,
): Promise<GetPlatformApplicationAttributesResponse> => {
  const { row } = await findApplication(arn, call, store);
  return { Attributes: row.attributes };
};
