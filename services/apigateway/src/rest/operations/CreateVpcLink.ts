import type { VpcLink } from "@aws-sdk/client-api-gateway";
import { newId } from "../../domain/new-id.ts";
import { checkVpcLink, listedVpcLink, VPC_LINK_ID_LENGTH } from "../../domain/rest/vpc-link.ts";
import { checkTags } from "../../domain/tags.ts";
import { vpcLinkRows } from "../../store/vpc-links.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateVpcLink.html */
export const CreateVpcLink: Operation<"CreateVpcLink"> = async (input, { ids, place }, store): Promise<VpcLink> => {
  checkVpcLink(input);
  checkTags(input.tags);
  // There is no VPC that it would take time to link.
  const link = { ...input, id: newId(ids, VPC_LINK_ID_LENGTH), status: "AVAILABLE" as const };
  await store.change(place, async (rows) => rows.put(vpcLinkRows, link, link.id));
  return listedVpcLink(link);
};
