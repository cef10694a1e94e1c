import type { GetVpcLinksResponse } from "@aws-sdk/client-apigatewayv2";
import { readV2Page, v2PageOf } from "../../domain/v2/page.ts";
import { describeV2VpcLink } from "../../domain/v2/vpc-link.ts";
import { v2VpcLinkRows } from "../../store/v2-vpc-links.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks.html */
export const GetVpcLinks: Operation<"GetVpcLinks"> = async (input, { place }, store): Promise<GetVpcLinksResponse> => {
  const { after, limit } = readV2Page(input);
  const listed = await store.of(place).list(v2VpcLinkRows, { after, limit: limit + 1 });
  return v2PageOf(listed, limit, describeV2VpcLink);
};
