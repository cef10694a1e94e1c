import { createHmac, createSecretKey, hash, type KeyObject } from "node:crypto";

/** What a signature is bound to beside the request: a day, a region, a service. */
export type CredentialScope = {
  /** `YYYYMMDD`. */
  readonly date: string;
  readonly region: string;
  /** The signing name: `sqs`, `execute-api`. */
  readonly service: string;
};

/** The name of Signature Version 4 with one shared secret. */
export const ALGORITHM = "AWS4-HMAC-SHA256";

/** The last part of every credential scope. */
export const TERMINATOR = "aws4_request";

/** SHA-256 of nothing. */
export const EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/** SHA-256 in hex. */
export const sha256 = (data: string | Uint8Array): string => hash("sha256", data);

/** `20150830/us-east-1/sqs/aws4_request`. */
export const formatScope = (scope: CredentialScope): string =>
  `${scope.date}/${scope.region}/${scope.service}/${TERMINATOR}`;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-string-to-sign */
export function stringToSign(timestamp: string, scope: CredentialScope, canonical: string): string {
  // Node hands header bytes over as Latin-1, so that the very bytes are hashed that the client signed.
  return `${ALGORITHM}\n${timestamp}\n${formatScope(scope)}\n${sha256(Buffer.from(canonical, "latin1"))}`;
}

/** The signature in hex. */
export const signature = (key: KeyObject, text: string): string => createHmac("sha256", key).update(text).digest("hex");

/** A day, a few regions and services, and some hundred keys in use: about 200 bytes each. */
const MAX_CACHED_KEYS = 1024;
const cachedKeys = new Map<string, KeyObject>();

/**
 * The key that a secret yields for a scope. Deriving it costs four HMACs, so the last used ones are kept.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#calculate-signature
 */
export function signingKey(secret: string, scope: CredentialScope): KeyObject {
  const name = `${secret}\n${formatScope(scope)}`;
  const key = cachedKeys.get(name) ?? deriveKey(secret, scope);
  // A Map iterates in the order of insertion: the first entry is the one unused for longest.
  cachedKeys.delete(name);
  cachedKeys.set(name, key);
  if (cachedKeys.size > MAX_CACHED_KEYS) {
    for (const oldest of cachedKeys.keys()) {
      cachedKeys.delete(oldest);
      break;
    }
  }
  return key;
}

function deriveKey(secret: string, scope: CredentialScope): KeyObject {
  let key = Buffer.from(`AWS4${secret}`);
  for (const part of [scope.date, scope.region, scope.service, TERMINATOR]) {
    key = createHmac("sha256", key).update(part).digest();
  }
  return createSecretKey(key);
}
