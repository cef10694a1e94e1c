import type { Reader } from "@skylab/records";
import { noSuchVpcLink, type StoredRestVpcLink } from "../domain/rest/vpc-link.ts";
import { vpcLinkRows } from "../store/vpc-links.ts";

/** @throws AwsError NotFoundException */
export async function findVpcLink(rows: Reader, id: string): Promise<StoredRestVpcLink> {
  const link = await rows.get(vpcLinkRows, id);
  if (link === undefined) throw noSuchVpcLink();
  return link;
}
