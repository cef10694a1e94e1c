import type { VpcLink } from "@aws-sdk/client-api-gateway";
import type { AwsError } from "@skylab/aws";
import { badRequest, notFound } from "../errors.ts";
import type { PatchTable } from "../patch/patch-table.ts";
import { member } from "../patch/rules.ts";
import { nonEmpty, text } from "../patch/values.ts";
import { namingPaths } from "../patch/words.ts";
import type { Stored } from "../stored.ts";

/** A link of REST APIs to a VPC, as it is kept. */
export type StoredRestVpcLink = Stored<VpcLink> & { readonly id: string };

/** So many letters and digits have AWS's ids of links. */
export const VPC_LINK_ID_LENGTH = 6;

export const noSuchVpcLink = (): AwsError => notFound("Invalid Vpc Link identifier specified");

const noName = (): AwsError => badRequest("VpcLink name cannot be blank");

/** @throws AwsError BadRequestException, in words that nobody recorded from AWS */
export function checkVpcLink({ name, targetArns = [] }: Pick<VpcLink, "name" | "targetArns">): void {
  if (name === "") throw noName();
  if (targetArns.length !== 1) throw badRequest("VpcLink must have exactly one target ARN");
  if (!/^arn:aws[\w-]*:elasticloadbalancing:/.test(targetArns[0] ?? "")) {
    throw badRequest("VpcLink target must be the ARN of a network load balancer");
  }
}

/** A link as it is told where a list has it, and where it is new: its tags only where it has some. */
export const listedVpcLink = ({ tags = {}, ...link }: StoredRestVpcLink): VpcLink => ({
  ...link,
  ...(Object.keys(tags).length > 0 && { tags }),
});

/** A link as it is told alone. */
export const describeVpcLink = (link: StoredRestVpcLink): VpcLink => ({ ...link, tags: link.tags ?? {} });

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html */
export const vpcLinkPatches: PatchTable = {
  words: namingPaths,
  paths: { "/name": member(nonEmpty(noName), "replace"), "/description": member(text, "replace") },
};
