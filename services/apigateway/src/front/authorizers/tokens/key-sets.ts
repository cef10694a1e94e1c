import { BoundedMap, type Clock } from "@skylab/aws";
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";
import type { Integrations } from "../../integrations/integration.ts";

/** The keys of those who issue tokens. */
export type KeySets = {
  /** Finds the key that a token names. Rejects where the issuer has none such, or is not to be reached. */
  readonly keysOf: (issuer: Issuer) => JWTVerifyGetKey;
};

/** An issuer; where its keys are, unless its configuration has to be asked for that. */
export type Issuer = { readonly issuer: string; readonly keysUrl?: string | undefined };

type Parts = {
  readonly http: Integrations["http"];
  readonly clock: Clock;
  /** Where the keys of issuers are that have none behind their own URL: issuer -> URL of a JWKS. */
  readonly urls: ReadonlyMap<string, string>;
  /** How long an issuer may take, in milliseconds; where absent, as long as AWS gives it. */
  readonly withinMs?: number | undefined;
};

/** Issuers in use at a time. */
const MAX_ISSUERS = 1000;

/** AWS keeps keys so long: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html */
const KEPT_MS = 2 * 60 * 60 * 1000;

/** A key that nobody knows lets the issuer be asked again, and one that cannot be reached, but no more often than this. */
const AT_MOST_EVERY_MS = 10_000;

/** AWS gives an issuer this long. */
const WITHIN_MS = 1_500;

/** Nobody has so many keys. */
const MAX_JSON_BYTES = 1024 * 1024;

/** What was last heard of an issuer. Keys that were heard before count on where it is not to be reached now. */
type Heard = { readonly at: number; readonly keys: Promise<JWTVerifyGetKey> };

/** Opens the key sets of a process: each is fetched once, and again when it is old or does not have a key. */
export function openKeySets(parts: Parts): KeySets {
  const heard = new BoundedMap<string, { last: Heard | undefined }>(MAX_ISSUERS);
  const hear = (issuer: Issuer, olderThanMs: number): Promise<JWTVerifyGetKey> => {
    const entry = heard.get(issuer.issuer, () => ({ last: undefined }));
    const now = parts.clock.now();
    const { last } = entry;
    if (last !== undefined && now - last.at < olderThanMs) return last.keys;
    const keys = fetchKeys(issuer, parts).catch((error: unknown) => last?.keys ?? Promise.reject(error));
    // Whoever asks hears of a failure; nobody may, where the request ends meanwhile.
    keys.catch(() => undefined);
    entry.last = { at: now, keys };
    return keys;
  };
  return {
    keysOf: (issuer) => async (header, token) => {
      const keys = await hear(issuer, KEPT_MS).catch(() => hear(issuer, AT_MOST_EVERY_MS));
      try {
        return await keys(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
        return await (
          await hear(issuer, AT_MOST_EVERY_MS)
        )(header, token);
      }
    },
  };
}

async function fetchKeys({ issuer, keysUrl }: Issuer, parts: Parts): Promise<JWTVerifyGetKey> {
  const url = parts.urls.get(issuer) ?? keysUrl ?? (await discover(issuer, parts));
  return createLocalJWKSet((await fetchJson(url, parts)) as JSONWebKeySet); // as: jose looks at what it is.
}

/** https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig */
async function discover(issuer: string, parts: Parts): Promise<string> {
  const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const configuration: { readonly jwks_uri?: unknown } = Object(await fetchJson(url, parts));
  const { jwks_uri: keys } = configuration;
  if (typeof keys !== "string") throw new Error(`${issuer} does not tell where its keys are.`);
  return keys;
}

async function fetchJson(url: string, { http, withinMs = WITHIN_MS }: Parts): Promise<unknown> {
  const { body, status } = await http({
    method: "GET",
    url,
    headers: [["accept", "application/json"]],
    body: Buffer.alloc(0),
    timeoutMs: withinMs,
  });
  if (status !== 200 || body.length > MAX_JSON_BYTES) throw new Error(`${url} answered ${status}.`);
  return JSON.parse(body.toString());
}
