import type { VpcLink } from "@aws-sdk/client-api-gateway";
import { applyPatches } from "../../domain/patch/apply-patches.ts";
import { describeVpcLink, vpcLinkPatches } from "../../domain/rest/vpc-link.ts";
import { vpcLinkRows } from "../../store/vpc-links.ts";
import { findVpcLink } from "../find-vpc-link.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateVpcLink.html */
export const UpdateVpcLink: Operation<"UpdateVpcLink"> = async (
  { patchOperations, vpcLinkId },
  { place },
  store,
): Promise<VpcLink> => {
  const link = await store.change(place, async (rows) => {
    const changed = applyPatches(await findVpcLink(rows, vpcLinkId), patchOperations, vpcLinkPatches);
    rows.put(vpcLinkRows, changed, vpcLinkId);
    return changed;
  });
  return describeVpcLink(link);
};
