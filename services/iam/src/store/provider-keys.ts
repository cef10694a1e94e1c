import { BoundedMap } from "@skylab/aws";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { type Claims, noKeys, tokenRefusal } from "../domain/web-identity.ts";

/** Where the keys of identity providers are that have none behind their own URL: issuer -> URL of a JWKS. */
export type OidcKeys = ReadonlyMap<string, string>;

/**
 * Verifies that the provider signed the token, and that it is in force.
 * @throws AwsError `InvalidIdentityToken`, `ExpiredToken`
 */
export async function verifyToken(
  token: string,
  { url }: Claims,
  { keys, now }: { readonly keys: OidcKeys; readonly now: number },
): Promise<void> {
  const jwks = keysOf(keys.get(url) ?? (await discover(url)));
  try {
    await jwtVerify(token, jwks, { issuer: url, currentDate: new Date(now) });
  } catch (error) {
    throw tokenRefusal(error, now);
  }
}

type KeySet = ReturnType<typeof createRemoteJWKSet>;

/** Providers in use at a time. */
const MAX_KEY_SETS = 1000;

/** Key sets remember the keys that they fetched, and fetch again when a token names another. */
const keySets = new BoundedMap<string, KeySet>(MAX_KEY_SETS);

const keysOf = (url: string): KeySet =>
  keySets.get(url, () => createRemoteJWKSet(new URL(url), { timeoutDuration: WITHIN_MS }));

/** https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig */
async function discover(issuer: string): Promise<string> {
  try {
    const answer = await fetch(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    const { jwks_uri: url } = (await answer.json()) as { jwks_uri?: unknown }; // as: what it is is looked at here.
    if (typeof url === "string" && URL.canParse(url)) return url;
  } catch {
    // Whatever is wrong with the provider, there are no keys.
  }
  throw noKeys();
}

/** AWS gives a provider five seconds. */
const WITHIN_MS = 5_000;
