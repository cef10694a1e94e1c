import type { ServiceClaims } from "@skylab/service";
import { urlAddress } from "./domain/url-requests/url-address.ts";

/** Which requests are for Lambda, beyond what its model tells: the gateway reads it, too. */
export const claims: ServiceClaims = {
  claims: ({ headers }) => urlAddress(headers.host ?? "") !== undefined,
  judgesOrigins: true,
};
