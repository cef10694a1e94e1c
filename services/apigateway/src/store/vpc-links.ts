import { jsonTable } from "@skylab/records";
import type { StoredRestVpcLink } from "../domain/rest/vpc-link.ts";
import { VPC_LINKS_SPACE } from "./spaces.ts";

/** By id: those of REST APIs. */
export const vpcLinkRows = jsonTable<StoredRestVpcLink>(VPC_LINKS_SPACE);
