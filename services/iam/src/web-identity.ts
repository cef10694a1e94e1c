import { AwsError } from "@skylab/aws";
import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, jwtVerify } from "jose";

/** Where the keys of identity providers are that have none behind their own URL: issuer -> URL of a JWKS. */
export type OidcKeys = ReadonlyMap<string, string>;

/** What a verified token says. https://openid.net/specs/openid-connect-core-1_0.html#IDToken */
export type WebIdentity = {
  /** The issuer without its scheme: the provider's name in ARNs and condition keys. */
  readonly issuer: string;
  readonly subject: string;
  /** The one that asked for the token, where it says so, else the one that it is for. */
  readonly audience: string;
  readonly amr: readonly string[];
};

/** A token's claims, before anything of it is verified. */
export type Claims = Omit<WebIdentity, "amr"> & { readonly url: string; readonly payload: JWTPayload };

/** @throws AwsError `InvalidIdentityToken` */
export function readClaims(token: string): Claims {
  const payload = decoded(token);
  const { aud, azp, iss, sub } = payload;
  const audience = typeof azp === "string" ? azp : Array.isArray(aud) ? aud[0] : aud;
  if (iss === undefined || sub === undefined || audience === undefined) throw noToken();
  return { url: iss, issuer: iss.replace(/^https:\/\//, ""), subject: sub, audience, payload };
}

function decoded(token: string): JWTPayload {
  try {
    return decodeJwt(token);
  } catch {
    throw noToken();
  }
}

/**
 * Verifies that the provider signed the token, and that it is in force.
 * @throws AwsError `InvalidIdentityToken`, `ExpiredToken`
 */
export async function verifyToken(
  token: string,
  { issuer, url, subject, audience, payload }: Claims,
  { keys, now }: { readonly keys: OidcKeys; readonly now: number },
): Promise<WebIdentity> {
  const jwks = keysOf(keys.get(url) ?? (await discover(url)));
  try {
    await jwtVerify(token, jwks, { issuer: url, currentDate: new Date(now) });
  } catch (error) {
    throw refusalOf(error, now);
  }
  const amr = Array.isArray(payload["amr"]) ? payload["amr"].filter((method) => typeof method === "string") : [];
  return { issuer, subject, audience, amr };
}

type KeySet = ReturnType<typeof createRemoteJWKSet>;

/** Key sets remember the keys that they fetched, and fetch again when a token names another. */
const keySets = new Map<string, KeySet>();

function keysOf(url: string): KeySet {
  const known = keySets.get(url) ?? createRemoteJWKSet(new URL(url), { timeoutDuration: WITHIN_MS });
  keySets.set(url, known);
  return known;
}

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

function refusalOf(error: unknown, now: number): AwsError {
  if (error instanceof errors.JWTExpired) {
    const expiredAt = error.payload.exp ?? 0;
    return new AwsError(
      "ExpiredTokenException",
      `Token expired: current date/time ${Math.floor(now / 1000)} must be before the expiration date/time ${expiredAt}`,
    );
  }
  if (error instanceof errors.JWTClaimValidationFailed) return invalidToken(error.message);
  return error instanceof errors.JWSSignatureVerificationFailed ? invalidToken("Token signature invalid") : noKeys();
}

export const invalidToken = (message: string): AwsError => new AwsError("InvalidIdentityTokenException", message);

const noToken = (): AwsError =>
  invalidToken("The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");

const noKeys = (): AwsError =>
  invalidToken(
    "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
  );
