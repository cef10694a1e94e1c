import type { ServiceClaims } from "@skylab/service";
import { locate, OWN_PATH } from "./front/addresses/locate.ts";

export type { EgressRules } from "@skylab/egress";
export { egressOf, settings } from "./settings.ts";

/**
 * Which requests are for APIs of any kind, beyond what the model tells: the gateway reads it, too, so the form of an address
 * must tell. That is why a custom domain is reached by its regional name (`d-….execute-api.…`, as at AWS) or by the path
 * `/_aws/execute-api/DOMAIN/…`, and not by whatever host is not somebody else's: such hosts are S3's.
 */
export const claims: ServiceClaims = {
  owns: (head) => locate(head) !== undefined,
  ownPaths: [OWN_PATH],
  // Which pages may call an API is for the API to say.
  judgesOrigins: true,
};
