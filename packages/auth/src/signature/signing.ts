import { createHmac, hash } from "node:crypto";
import { BoundedMap } from "@skylab/aws";

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

/**
 * A key of HMAC-SHA-256, padded to the hash's block and XORed with HMAC's two constants. Two hashes from there on cost
 * 60 % of `createHmac`, and leave no native object to the garbage collector.
 */
export type SigningKey = { readonly inner: Uint8Array; readonly outer: Uint8Array };

/** https://www.rfc-editor.org/rfc/rfc2104#section-2 */
const BLOCK_BYTES = 64;
const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;

function toSigningKey(key: Uint8Array): SigningKey {
  const block = new Uint8Array(BLOCK_BYTES);
  block.set(key);
  return { inner: block.map((byte) => byte ^ INNER_PAD), outer: block.map((byte) => byte ^ OUTER_PAD) };
}

/** The signature in hex. The hash in between is a text of bytes: Node makes one in half the time of a Buffer. */
export const signature = (key: SigningKey, text: string): string =>
  hash("sha256", behind(key.outer, hash("sha256", behind(key.inner, text, "utf8"), "binary"), "binary"));

function behind(pad: Uint8Array, text: string, encoding: "utf8" | "binary"): Buffer {
  const message = Buffer.allocUnsafe(BLOCK_BYTES + Buffer.byteLength(text, encoding));
  message.set(pad);
  message.write(text, BLOCK_BYTES, encoding);
  return message;
}

/** A day, a few regions and services, and some hundred keys in use: about 200 bytes each. */
const MAX_CACHED_KEYS = 1024;
const cachedKeys = new BoundedMap<string, SigningKey>(MAX_CACHED_KEYS);

/**
 * The key that a secret yields for a scope. Deriving it costs four HMACs, so it is kept.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#calculate-signature
 */
export const signingKey = (secret: string, scope: CredentialScope): SigningKey =>
  cachedKeys.get(`${secret}\n${formatScope(scope)}`, () => deriveKey(secret, scope));

function deriveKey(secret: string, scope: CredentialScope): SigningKey {
  let key = Buffer.from(`AWS4${secret}`);
  for (const part of [scope.date, scope.region, scope.service, TERMINATOR]) {
    key = createHmac("sha256", key).update(part).digest();
  }
  return toSigningKey(key);
}
