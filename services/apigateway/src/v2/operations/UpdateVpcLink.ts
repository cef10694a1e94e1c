import type { UpdateVpcLinkResponse } from "@aws-sdk/client-apigatewayv2";
import { membersOf } from "../../domain/v2/members.ts";
import { describeV2VpcLink } from "../../domain/v2/vpc-link.ts";
import { v2VpcLinkRows } from "../../store/v2-vpc-links.ts";
import { requireVpcLink } from "../require-vpc-link.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks-vpclinkid.html */
export const UpdateVpcLink: Operation<"UpdateVpcLink"> = (input, { place }, store): Promise<UpdateVpcLinkResponse> =>
  store.change(place, async (rows) => {
    const link = { ...(await requireVpcLink(rows, input.VpcLinkId)), ...membersOf(input, ["Name"]) };
    rows.put(v2VpcLinkRows, link, link.VpcLinkId);
    return describeV2VpcLink(link);
  });
