import { BoundedMap } from "@skylab/aws";
import type { Get } from "@skylab/egress";
import { createRemoteJWKSet, customFetch, jwtVerify } from "jose";
import { type Claims, noKeys, tokenRefusal } from "../domain/web-identity.ts";

/** How the keys of identity providers are had. */
export type ProviderKeys = {
  /** Where those are that have none behind their own URL: issuer -> URL of a JWKS. */
  readonly urls: ReadonlyMap<string, string>;
  /** Gets from those URLs, which an administrator has set. */
  readonly getConfigured: Get;
  /** Gets from the URLs that providers name: whoever may make a provider chooses them. */
  readonly get: Get;
  /** How long a provider may take, in milliseconds; where absent, as long as AWS gives it. */
  readonly withinMs?: number;
};

/**
 * Verifies that the provider signed the token, and that it is in force.
 * @throws AwsError `InvalidIdentityToken`, `ExpiredToken`
 */
export async function verifyToken(
  token: string,
  { url }: Claims,
  { keys, now }: { readonly keys: ProviderKeys; readonly now: number },
): Promise<void> {
  const configured = keys.urls.get(url);
  const { get, getConfigured, withinMs = WITHIN_MS } = keys;
  const limits = { withinMs, maxBytes: MAX_BYTES };
  const jwks =
    configured === undefined
      ? keysOf(await discover(url, { get, limits }), { get, limits })
      : keysOf(configured, { get: getConfigured, limits });
  try {
    await jwtVerify(token, jwks, { issuer: url, currentDate: new Date(now) });
  } catch (error) {
    throw tokenRefusal(error, now);
  }
}

type KeySet = ReturnType<typeof createRemoteJWKSet>;
type Getting = { readonly get: Get; readonly limits: Parameters<Get>[1] };

/** Providers in use at a time. */
const MAX_KEY_SETS = 1000;

/** Key sets remember the keys that they fetched, and fetch again when a token names another. */
const keySets = new BoundedMap<string, KeySet>(MAX_KEY_SETS);

const keysOf = (url: string, { get, limits }: Getting): KeySet =>
  keySets.get(url, () =>
    createRemoteJWKSet(new URL(url), {
      timeoutDuration: limits.withinMs,
      [customFetch]: async (asked) => {
        const { body, status } = await get(asked, limits);
        return new Response(new Uint8Array(body), { status });
      },
    }),
  );

/** https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig */
async function discover(issuer: string, { get, limits }: Getting): Promise<string> {
  try {
    const { body } = await get(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`, limits);
    const { jwks_uri: url }: { readonly jwks_uri?: unknown } = Object(JSON.parse(body.toString()));
    if (typeof url === "string" && URL.canParse(url)) return url;
  } catch {
    // Whatever is wrong with the provider, there are no keys.
  }
  throw noKeys();
}

/** AWS gives a provider five seconds. */
const WITHIN_MS = 5_000;

/** Nobody has so many keys. */
const MAX_BYTES = 1024 * 1024;
