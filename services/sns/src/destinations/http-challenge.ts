import { createHash, randomBytes } from "node:crypto";

/** The user and the password of an endpoint's URL. */
export type Login = { readonly user: string; readonly password: string };

/** The login that a URL holds, if it does. */
export function loginOf({ username, password }: URL): Login | undefined {
  return username === "" ? undefined : { user: decoded(username), password: decoded(password) };
}

/** A percent sign that begins no byte stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The header that answers what an endpoint asked with its 401: SNS tells no password before it is asked for it.
 * `undefined` where it is asked for nothing that it knows: Basic and Digest.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html
 */
export function authorizationFor(challenges: readonly string[], login: Login, uri: string): string | undefined {
  const digest = challenges.map(digestOf).find((found) => found !== undefined);
  if (digest !== undefined) return answerDigest(digest, login, uri);
  const isBasic = challenges.some((challenge) => /(?:^|,)\s*basic(?:\s|$|,)/i.test(challenge));
  return isBasic ? `Basic ${Buffer.from(`${login.user}:${login.password}`).toString("base64")}` : undefined;
}

type Digest = {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | undefined;
  readonly algorithm: "MD5" | "SHA-256";
  /** RFC 2617's; those before it know none. */
  readonly isAuth: boolean;
};

function digestOf(challenge: string): Digest | undefined {
  if (!/^\s*digest\s/i.test(challenge)) return undefined;
  const { realm = "", nonce, opaque, algorithm = "MD5", qop } = parametersOf(challenge);
  const known = (["MD5", "SHA-256"] as const).find((name) => name === algorithm.toUpperCase());
  if (nonce === undefined || known === undefined) return undefined;
  const isAuth = qop?.split(",").some((offered) => offered.trim() === "auth") ?? false;
  return qop !== undefined && !isAuth ? undefined : { realm, nonce, opaque, algorithm: known, isAuth };
}

/** `name="value"` or `name=value`, by comma. */
function parametersOf(challenge: string): Readonly<Record<string, string>> {
  const found = challenge.matchAll(/([a-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi);
  const pairs = [...found].map(([, name = "", quoted, plain = ""]) => [name.toLowerCase(), quoted ?? plain]);
  return Object.fromEntries(pairs);
}

/** https://www.rfc-editor.org/rfc/rfc7616#section-3.4 */
function answerDigest(digest: Digest, { user, password }: Login, uri: string): string {
  const { realm, nonce, opaque, algorithm, isAuth } = digest;
  const hash = (text: string): string => createHash(algorithm.replace("-", "")).update(text).digest("hex");
  const cnonce = randomBytes(8).toString("hex");
  const secret = hash(`${user}:${realm}:${password}`);
  const asked = hash(`POST:${uri}`);
  const response = isAuth
    ? hash(`${secret}:${nonce}:${COUNT}:${cnonce}:auth:${asked}`)
    : hash(`${secret}:${nonce}:${asked}`);
  const parts = [
    `username="${user}"`,
    `realm="${realm}"`,
    `nonce="${nonce}"`,
    `uri="${uri}"`,
    `algorithm=${algorithm}`,
    `response="${response}"`,
    ...(isAuth ? ["qop=auth", `nc=${COUNT}`, `cnonce="${cnonce}"`] : []),
    ...(opaque === undefined ? [] : [`opaque="${opaque}"`]),
  ];
  return `Digest ${parts.join(", ")}`;
}

/** A nonce is used once. */
const COUNT = "00000001";
