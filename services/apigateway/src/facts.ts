import type { ServiceClaims } from "@skylab/service";

/** Which requests are for APIs of any kind, beyond what the model tells: the gateway reads it, too. */
export const claims: ServiceClaims = {};
