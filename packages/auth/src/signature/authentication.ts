import type { CredentialScope } from "./signing.ts";

/** Where a signature stands. */
export type SignaturePlace = "header" | "query";

/** A request's claim to be signed with Signature Version 4. Nothing of it is proven yet. */
export type SignatureV4 = {
  readonly version: 4;
  readonly place: SignaturePlace;
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  /** The scope's last part as it came; anything but `aws4_request` is refused. */
  readonly terminator: string;
  /** Lower case, in the order of the signature. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** When it was signed, in ISO 8601's basic format and in milliseconds. */
  readonly timestamp: string;
  readonly signedAt: number;
  /** Presigned: how long it counts. */
  readonly expiresSeconds: number | undefined;
  /** Only if the signature covers it. */
  readonly sessionToken: string | undefined;
  /** X-Amz-Content-Sha256 as declared: a hash, `UNSIGNED-PAYLOAD`, `STREAMING-…`. */
  readonly payload: string | undefined;
};

/** A request's claim to be signed with S3's Signature Version 2. */
export type SignatureV2 = {
  readonly version: 2;
  readonly place: SignaturePlace;
  readonly accessKeyId: string;
  readonly signature: string;
  /** What is signed in the place of the date: the Date header, the `Expires` parameter, or "" beside x-amz-date. */
  readonly date: string;
  /** Milliseconds: when a header was signed, when a presigned URL ends. */
  readonly at: number;
  readonly sessionToken: string | undefined;
};

/** Who a request says signed it, and how. */
export type Authentication = SignatureV4 | SignatureV2;
