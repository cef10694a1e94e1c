import { v2VpcLinkRows } from "../../store/v2-vpc-links.ts";
import { requireVpcLink } from "../require-vpc-link.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks-vpclinkid.html */
export const DeleteVpcLink: Operation<"DeleteVpcLink"> = async ({ VpcLinkId }, { place }, store): Promise<object> => {
  await store.change(place, async (rows) => {
    await requireVpcLink(rows, VpcLinkId);
    rows.remove(v2VpcLinkRows, VpcLinkId);
  });
  return {};
};
