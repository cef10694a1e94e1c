import { type RequestHead, s3Address } from "@skylab/protocol";
import type { ServiceClaims } from "@skylab/service";
import { websiteAddress, WEBSITES_PATH } from "./domain/website/website-address.ts";

/** Which requests are for S3, beyond what its model tells: the gateway reads it, too. */
export const claims: ServiceClaims = {
  claims: isForS3,
  takesTheRest: true,
  judgesOrigins: true,
  ownPaths: [WEBSITES_PATH],
};

/** Whether the host names a bucket, or the address a website. */
function isForS3(head: RequestHead): boolean {
  return websiteAddress(head.headers.host ?? "", head.path) !== undefined || s3Address(head).isVirtual === true;
}
