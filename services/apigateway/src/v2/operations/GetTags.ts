import type { GetTagsResponse } from "@aws-sdk/client-apigatewayv2";
import { findTagged } from "../../find-tagged.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html */
export const GetTags: Operation<"GetTags"> = async ({ ResourceArn }, { place }, store): Promise<GetTagsResponse> => ({
  Tags: { ...(await findTagged(ResourceArn, store, place).read()) },
});
