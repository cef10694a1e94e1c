import type { VpcLink } from "@aws-sdk/client-api-gateway";
import { describeVpcLink } from "../../domain/rest/vpc-link.ts";
import { findVpcLink } from "../find-vpc-link.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetVpcLink.html */
export const GetVpcLink: Operation<"GetVpcLink"> = async ({ vpcLinkId }, { place }, store): Promise<VpcLink> =>
  describeVpcLink(await findVpcLink(store.of(place), vpcLinkId));
