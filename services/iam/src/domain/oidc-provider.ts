import type { Tags } from "@skylab/identity";
import { invalidInput, quotaExceeded, validationError } from "./errors.ts";
import { CLIENT_IDS_PER_OIDC_PROVIDER, THUMBPRINTS_PER_OIDC_PROVIDER } from "./quotas.ts";

/** Whose tokens AssumeRoleWithWebIdentity takes. */
export type OidcProvider = {
  /** Its URL without the scheme, which is its name in ARNs and condition keys, too: `example.com/oidc`. */
  readonly url: string;
  /** The audiences that its tokens may be for. */
  readonly clientIds: readonly string[];
  /** SHA-1 of the certificate of who signed the provider's, in hex. */
  readonly thumbprints: readonly string[];
  readonly createdAt: number;
  readonly tags: Tags;
};

/**
 * A provider's URL without its scheme.
 * @throws AwsError `ValidationError`
 */
export function readProviderUrl(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== "https:" || parsed.search !== "" || parsed.hash !== "" || parsed.username !== "") {
    throw validationError("Invalid Open ID Connect Provider URL");
  }
  return url.slice("https://".length);
}

/** @throws AwsError `InvalidInput` */
export function checkThumbprints(thumbprints: readonly string[]): readonly string[] {
  if (thumbprints.length <= THUMBPRINTS_PER_OIDC_PROVIDER) return thumbprints;
  // AWS says so, and takes five.
  throw invalidInput(`Thumbprint list must contain fewer than ${String(THUMBPRINTS_PER_OIDC_PROVIDER)} entries.`);
}

/**
 * The client ids, each once.
 * @throws AwsError `LimitExceeded`
 */
export function checkClientIds(ids: readonly string[]): readonly string[] {
  const clientIds = [...new Set(ids)];
  if (clientIds.length <= CLIENT_IDS_PER_OIDC_PROVIDER) return clientIds;
  throw quotaExceeded("ClientIdsPerOpenIdConnectProvider", CLIENT_IDS_PER_OIDC_PROVIDER);
}
