import type { SignedRequest } from "../request.ts";
import { canonicalRequest } from "./canonical-request.ts";
import type { AuthFamily } from "./family.ts";
import { ALGORITHM, EMPTY_SHA256, formatScope, sha256, signature, signingKey, stringToSign } from "./signing.ts";
import { formatTimestamp } from "./time.ts";
import { escapeUri } from "./uri.ts";

/** What a caller signs with. */
export type Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Temporary credentials have one. */
  readonly sessionToken?: string | undefined;
};

export type SignOptions = {
  readonly region: string;
  /** The signing name: `sqs`. */
  readonly service: string;
  /** Milliseconds. */
  readonly now: number;
  /** `s3` signs by S3's rules; all others are alike. `json` if absent. */
  readonly family?: AuthFamily;
  /** The body; none if absent. */
  readonly body?: Uint8Array | string;
  /** S3: what stands for the body's hash instead of it: `UNSIGNED-PAYLOAD`, `STREAMING-AWS4-HMAC-SHA256-PAYLOAD` … */
  readonly payload?: string;
};

export type PresignOptions = SignOptions & {
  /** How long the URL counts: 1 to 604,800. */
  readonly expiresSeconds: number;
};

/** What proxies and HTTP clients change on the way, and no SDK signs. */
const UNSIGNABLE = new Set([
  "authorization",
  "connection",
  "expect",
  "keep-alive",
  "transfer-encoding",
  "user-agent",
  "x-amzn-trace-id",
]);

/**
 * Signs a request with Signature Version 4 and returns the headers to add to it: `authorization`, `x-amz-date`, and
 * where they apply `x-amz-security-token` and `x-amz-content-sha256`. `request.headers` must have `host`, in lower case.
 */
export function sign(request: SignedRequest, credentials: Credentials, options: SignOptions): Record<string, string> {
  const timestamp = formatTimestamp(options.now);
  const payloadHash = options.payload ?? bodyHash(options.body);
  const added: Record<string, string> = { "x-amz-date": timestamp };
  if (credentials.sessionToken !== undefined) added["x-amz-security-token"] = credentials.sessionToken;
  if (options.family === "s3") added["x-amz-content-sha256"] = payloadHash;
  const whole = { ...request, headers: { ...request.headers, ...added } };
  const signed = signWhole(whole, credentials, { ...options, payloadHash, timestamp });
  const credential = `${credentials.accessKeyId}/${formatScope(signed.scope)}`;
  return {
    ...added,
    authorization: `${ALGORITHM} Credential=${credential}, SignedHeaders=${signed.headers}, Signature=${signed.signature}`,
  };
}

/** Presigns a request, and returns its whole query string: what it had, and the signature. */
export function presign(request: SignedRequest, credentials: Credentials, options: PresignOptions): string {
  const timestamp = formatTimestamp(options.now);
  const payloadHash = options.payload ?? (options.family === "s3" ? "UNSIGNED-PAYLOAD" : bodyHash(options.body));
  const credential = `${credentials.accessKeyId}/${formatScope(scopeOf(timestamp, options))}`;
  const parameters = [
    ["X-Amz-Algorithm", ALGORITHM],
    ["X-Amz-Credential", credential],
    ["X-Amz-Date", timestamp],
    ["X-Amz-Expires", String(options.expiresSeconds)],
    ["X-Amz-SignedHeaders", signable(request).join(";")],
    ...(credentials.sessionToken === undefined ? [] : [["X-Amz-Security-Token", credentials.sessionToken]]),
  ].map(([name, value]) => `${name}=${escapeUri(value ?? "")}`);
  const query = [...(request.query === "" ? [] : [request.query]), ...parameters].join("&");
  const signed = signWhole({ ...request, query }, credentials, { ...options, payloadHash, timestamp });
  return `${query}&X-Amz-Signature=${signed.signature}`;
}

const bodyHash = (body: Uint8Array | string | undefined): string => (body === undefined ? EMPTY_SHA256 : sha256(body));

const scopeOf = (timestamp: string, { region, service }: SignOptions) => ({
  date: timestamp.slice(0, 8),
  region,
  service,
});

const signable = (request: SignedRequest): string[] =>
  Object.keys(request.headers)
    .filter((name) => !UNSIGNABLE.has(name))
    .toSorted();

function signWhole(
  request: SignedRequest,
  credentials: Credentials,
  options: SignOptions & { readonly payloadHash: string; readonly timestamp: string },
) {
  const { payloadHash, timestamp } = options;
  const scope = scopeOf(timestamp, options);
  const signedHeaders = signable(request);
  const canonical = canonicalRequest(request, { family: options.family ?? "json", signedHeaders, payloadHash });
  const key = signingKey(credentials.secretAccessKey, scope);
  return {
    scope,
    headers: signedHeaders.join(";"),
    signature: signature(key, stringToSign(timestamp, scope, canonical)),
  };
}
