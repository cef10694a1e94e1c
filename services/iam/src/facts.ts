import type { ServiceClaims } from "@skylab/service";

export { providerKeysOf, settings } from "./settings.ts";
export type { ProviderKeys } from "./store/provider-keys.ts";

/** The accounts of the instance, which AWS's API of IAM does not know. */
export const ACCOUNTS_PATH = "/_skylab/accounts";

/** Which requests are for IAM, beyond what its model tells: the gateway reads it, too. */
export const claims: ServiceClaims = { controlPaths: [ACCOUNTS_PATH] };

/** Which requests are for STS: who assumes a role with a token of an identity provider has nothing to sign with. */
export const stsClaims: ServiceClaims = { takesUnsignedQueries: true };
