import { timingSafeEqual } from "node:crypto";
import type { SignedRequest } from "../request.ts";
import type { Authentication, SignatureV2, SignatureV4 } from "./authentication.ts";
import { type CanonicalForm, canonicalRequest, hasJoinedHeaders } from "./canonical-request.ts";
import { requireCurrent, requireScope, requireSignedHeaders } from "./claims.ts";
import type { AuthFamily } from "./family.ts";
import { signatureDoesNotMatch } from "./refusals.ts";
import { bodyHashMismatch, invalidArgument, missingContentSha256 } from "./s3-refusals.ts";
import { EMPTY_SHA256, formatScope, sha256, type SigningKey, signature, signingKey, stringToSign } from "./signing.ts";
import { signatureV2, stringToSignV2 } from "./v2.ts";

/** What a signature is verified against. */
export type Verification = {
  readonly secret: string;
  readonly family: AuthFamily;
  /** The signing name that the credential scope must carry. */
  readonly service: string;
  /** Milliseconds. */
  readonly now: number;
  /** The body, if all of it is at hand. A body that flows is checked afterwards: see `Verified`. */
  readonly body?: Uint8Array | undefined;
  /** S3, Version 2: the bucket where the Host names it and the path does not. */
  readonly virtualBucket?: string | undefined;
};

/** What remains to be checked of a body that was not at hand. */
export type Verified = {
  /** The SHA-256 (hex) that the body must turn out to have; `undefined` if it was checked already, or none was signed. */
  readonly bodySha256: string | undefined;
  /** Each chunk of the body is signed: see `chunkVerifier`. */
  readonly chunks: ChunkSigning | undefined;
};

/** What ties the first chunk of a body to its request. */
export type ChunkSigning = {
  readonly accessKeyId: string;
  readonly key: SigningKey;
  readonly timestamp: string;
  /** `20130524/us-east-1/s3/aws4_request`. */
  readonly scope: string;
  readonly seedSignature: string;
};

/**
 * Proves that whoever has the secret signed this very request, not long ago.
 * @throws AwsError in the family's words, the first check that fails in AWS's order: time, scope, signature, body.
 */
export function verify(authentication: Authentication, request: SignedRequest, by: Verification): Verified {
  requireCurrent(authentication, by.family, by.now);
  return authentication.version === 4 ? verifyV4(authentication, request, by) : verifyV2(authentication, request, by);
}

const NOTHING_LEFT: Verified = { bodySha256: undefined, chunks: undefined };

function verifyV4(authentication: SignatureV4, request: SignedRequest, by: Verification): Verified {
  requireScope(authentication, by.family, by.service);
  requireSignedHeaders(authentication, request.headers, by.family);
  const payloadHash = signedPayloadHash(authentication, by);
  const key = signingKey(by.secret, authentication.scope);
  requireSignature(authentication, request, { key, family: by.family, payloadHash });
  if (by.family !== "s3") return by.body ? NOTHING_LEFT : { bodySha256: payloadHash.toLowerCase(), chunks: undefined };
  return leftOfS3Body(authentication, by.body, { key, payloadHash });
}

const SHA256_HEX = /^[0-9a-f]{64}$/i;

/** The hash in the canonical request: S3 takes what the request declares, the others hash what they got. */
function signedPayloadHash(authentication: SignatureV4, by: Verification): string {
  const declared = authentication.payload;
  if (by.family !== "s3") {
    if (by.body) return sha256(by.body);
    return declared !== undefined && SHA256_HEX.test(declared) ? declared : EMPTY_SHA256;
  }
  if (declared === undefined) {
    if (authentication.place === "query") return "UNSIGNED-PAYLOAD";
    throw missingContentSha256();
  }
  if (SHA256_HEX.test(declared) || PAYLOAD_MODES.includes(declared)) return declared;
  const modes = [...PAYLOAD_MODES, ...ASYMMETRIC_PAYLOAD_MODES].join(", ");
  const message = `x-amz-content-sha256 must be ${modes} or a valid sha256 value.`;
  throw invalidArgument(message, "x-amz-content-sha256", declared);
}

// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
const SIGNED_CHUNKS = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
const PAYLOAD_MODES = [
  "UNSIGNED-PAYLOAD",
  "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
  SIGNED_CHUNKS,
  `${SIGNED_CHUNKS}-TRAILER`,
];
/** S3 knows them, and so its message names them; we verify no asymmetric signatures. */
const ASYMMETRIC_PAYLOAD_MODES = [
  "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD",
  "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER",
];

type Calculated = { readonly key: SigningKey; readonly family: AuthFamily; readonly payloadHash: string };

function requireSignature(authentication: SignatureV4, request: SignedRequest, by: Calculated): void {
  const { accessKeyId, scope, signedHeaders, timestamp } = authentication;
  const form: CanonicalForm = { signedHeaders, family: by.family, payloadHash: by.payloadHash };
  const attempt = (reading: CanonicalForm): { readonly canonical: string; readonly text: string } => {
    const canonical = canonicalRequest(request, reading);
    return { canonical, text: stringToSign(timestamp, scope, canonical) };
  };
  const usual = attempt(form);
  if (isSame(signature(by.key, usual.text), authentication.signature)) return;
  for (const reading of otherReadings(request, signedHeaders)) {
    if (isSame(signature(by.key, attempt({ ...form, ...reading }).text), authentication.signature)) return;
  }
  throw signatureDoesNotMatch(by.family, {
    accessKeyId,
    signature: authentication.signature,
    stringToSign: usual.text,
    canonicalRequest: usual.canonical,
  });
}

type Reading = Pick<CanonicalForm, "splitHeaders" | "literalPlus" | "escapedSlashes">;

/** HTTP leaves open what some spellings mean. Whatever way the client read them when it signed, it did sign. */
function otherReadings(request: SignedRequest, signedHeaders: readonly string[]): readonly Reading[] {
  let readings: Reading[] = [{}];
  const either = (other: Reading): void => {
    readings = readings.flatMap((reading) => [reading, { ...reading, ...other }]);
  };
  if (hasJoinedHeaders(request.headers, signedHeaders)) either({ splitHeaders: true });
  if (request.query.includes("+")) either({ literalPlus: true });
  if (/%2f/i.test(request.path)) either({ escapedSlashes: true });
  return readings.slice(1);
}

function leftOfS3Body(
  authentication: SignatureV4,
  body: Uint8Array | undefined,
  signed: { readonly key: SigningKey; readonly payloadHash: string },
): Verified {
  const { payloadHash } = signed;
  if (SHA256_HEX.test(payloadHash)) {
    if (!body) return { bodySha256: payloadHash.toLowerCase(), chunks: undefined };
    const computed = sha256(body);
    if (computed !== payloadHash.toLowerCase()) throw bodyHashMismatch(payloadHash, computed);
    return NOTHING_LEFT;
  }
  if (!payloadHash.startsWith(SIGNED_CHUNKS)) return NOTHING_LEFT;
  const { accessKeyId, scope, timestamp, signature: seedSignature } = authentication;
  return {
    bodySha256: undefined,
    chunks: { accessKeyId, key: signed.key, timestamp, scope: formatScope(scope), seedSignature },
  };
}

function verifyV2(authentication: SignatureV2, request: SignedRequest, by: Verification): Verified {
  const text = stringToSignV2(authentication, request, by.virtualBucket);
  const { accessKeyId, signature: provided } = authentication;
  if (isSame(signatureV2(by.secret, text), provided)) return NOTHING_LEFT;
  if (by.virtualBucket === undefined && /^\/[^/]+$/.test(request.path)) {
    // A bucket alone: boto3 signs it with a slash behind it, that it does not send.
    const slashed = stringToSignV2(authentication, { ...request, path: `${request.path}/` }, undefined);
    if (isSame(signatureV2(by.secret, slashed), provided)) return NOTHING_LEFT;
  }
  throw signatureDoesNotMatch(by.family, { accessKeyId, signature: provided, stringToSign: text });
}

/** Whether two signatures are the same, found out in a time that tells nothing of where they differ. */
export function isSame(calculated: string, provided: string): boolean {
  const [a, b] = [Buffer.from(calculated, "utf8"), Buffer.from(provided, "utf8")];
  return a.length === b.length && timingSafeEqual(a, b);
}
