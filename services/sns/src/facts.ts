import type { RequestHead } from "@skylab/protocol";
import type { ServiceClaims } from "@skylab/service";

export { settings } from "./settings.ts";

/** Where LocalStack has SNS's certificate. AWS has it beside the operations: `/SimpleNotificationService-<id>.pem`. */
const LOCALSTACK_CERTIFICATES = "/_aws/sns/SimpleNotificationService-";

/** Which requests are for SNS, beyond what its model tells: the gateway reads it, too. */
export const claims: ServiceClaims = { claims: isForSns, ownPaths: [LOCALSTACK_CERTIFICATES] };

/** Whether a request is for SNS although neither a signature nor a host says so. */
function isForSns({ path }: RequestHead): boolean {
  return certificateId(path) !== undefined;
}

/** The id of the certificate that a path names. */
export const certificateId = (path: string): string | undefined =>
  /^(?:\/_aws\/sns)?\/SimpleNotificationService-([0-9a-f]{32})\.pem$/.exec(path)?.[1];
