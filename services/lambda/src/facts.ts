import type { ServiceClaims } from "@skylab/service";
import { CODE_PATH } from "./domain/functions/code-path.ts";
import { urlAddress } from "./domain/url-requests/url-address.ts";

export { settings } from "./settings.ts";

/** Which requests are for Lambda, beyond what its model tells: the gateway reads it, too. */
export const claims: ServiceClaims = {
  owns: ({ headers, path }) => urlAddress(headers.host ?? "") !== undefined || path.startsWith(CODE_PATH),
  ownPaths: [CODE_PATH],
  judgesOrigins: true,
};
