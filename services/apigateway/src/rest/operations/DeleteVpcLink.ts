import { vpcLinkRows } from "../../store/vpc-links.ts";
import { findVpcLink } from "../find-vpc-link.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteVpcLink.html */
export const DeleteVpcLink: Operation<"DeleteVpcLink"> = async ({ vpcLinkId }, { place }, store): Promise<{}> => {
  await store.change(place, async (rows) => {
    await findVpcLink(rows, vpcLinkId);
    rows.remove(vpcLinkRows, vpcLinkId);
  });
  return {};
};
