import { jsonTable } from "@skylab/records";
import type { StoredVpcLink } from "../domain/v2/vpc-link.ts";
import { V2_VPC_LINKS_SPACE } from "./spaces.ts";

/** By id: those of HTTP APIs. */
export const v2VpcLinkRows = jsonTable<StoredVpcLink>(V2_VPC_LINKS_SPACE);
