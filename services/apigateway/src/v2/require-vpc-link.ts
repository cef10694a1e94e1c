import type { Reader } from "@skylab/records";
import { noSuchPart } from "../domain/v2/errors.ts";
import type { StoredVpcLink } from "../domain/v2/vpc-link.ts";
import { v2VpcLinkRows } from "../store/v2-vpc-links.ts";

/** A VPC link of HTTP APIs of a place, or AWS's refusal. */
export async function requireVpcLink(rows: Reader, id: string): Promise<StoredVpcLink> {
  const link = await rows.get(v2VpcLinkRows, id);
  if (link === undefined) throw noSuchPart("VpcLink", id);
  return link;
}
