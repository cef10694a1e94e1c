import type { VpcLink } from "@aws-sdk/client-apigatewayv2";
import { badRequest } from "../errors.ts";
import type { Stored } from "../stored.ts";
import { limitReached } from "./errors.ts";
import { dateOf } from "./members.ts";

/** A link of HTTP APIs to a VPC, as it is kept. */
export type StoredVpcLink = Stored<VpcLink> & { readonly VpcLinkId: string };

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const MAX_SUBNETS = 10;

type NewVpcLink = Pick<VpcLink, "Name" | "SubnetIds" | "Tags"> & { readonly SecurityGroupIds?: string[] | undefined };

/** A link as it is made: there is nothing to wait for. @throws AwsError */
export function newVpcLink(request: NewVpcLink, made: { readonly id: string; readonly now: number }): StoredVpcLink {
  const { Name, SecurityGroupIds = [], SubnetIds = [], Tags = {} } = request;
  if (SubnetIds.length === 0) throw badRequest("SubnetIds for a vpc link cannot be empty");
  if (SubnetIds.length > MAX_SUBNETS) throw limitReached("Subnets");
  return {
    CreatedDate: made.now,
    Name,
    SecurityGroupIds,
    SubnetIds,
    Tags,
    VpcLinkId: made.id,
    VpcLinkStatus: "AVAILABLE",
    VpcLinkStatusMessage: "VPC link is ready to route traffic",
    VpcLinkVersion: "V2",
  };
}

/** As the API shows it. */
export const describeV2VpcLink = ({ CreatedDate, ...link }: StoredVpcLink): VpcLink => ({
  ...link,
  CreatedDate: dateOf(CreatedDate),
});

/** As it is shown when it is made: AWS needs some minutes for it, and clients look again. */
export const describeNewVpcLink = (link: StoredVpcLink): VpcLink => ({
  ...describeV2VpcLink(link),
  VpcLinkStatus: "PENDING",
  VpcLinkStatusMessage: "VPC link is provisioning ENIs",
});
