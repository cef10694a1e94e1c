import type { GetVpcLinkResponse } from "@aws-sdk/client-apigatewayv2";
import { describeV2VpcLink } from "../../domain/v2/vpc-link.ts";
import { requireVpcLink } from "../require-vpc-link.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks-vpclinkid.html */
export const GetVpcLink: Operation<"GetVpcLink"> = async (
  { VpcLinkId },
  { place },
  store,
): Promise<GetVpcLinkResponse> => describeV2VpcLink(await requireVpcLink(store.of(place), VpcLinkId));
