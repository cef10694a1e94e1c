import type * as sdk from "@aws-sdk/client-s3";
import type { Acl } from "./bucket.ts";

/** What S3 calls the version that was made while versioning was not enabled. */
export const NULL_VERSION = "null";

/** One version of an object, or a delete marker, as it is kept. */
export type ObjectVersion = StoredObject | DeleteMarker;

type Version = {
  readonly key: string;
  /** `null` where versioning was not enabled. */
  readonly versionId: string;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
  /** The account that owns it. */
  readonly owner: string;
  /** Of a null version, given by the store: its place among the versions of its key. All others have it in their ids. */
  readonly order?: number;
};

/** What stands in a versioned bucket for an object that was deleted. */
export type DeleteMarker = Version & { readonly kind: "marker" };

export type StoredObject = Version & {
  readonly kind: "object";
  /** Bytes. */
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  readonly body: StoredBody;
  /** Absent: STANDARD. */
  readonly storageClass?: sdk.StorageClass;
  readonly headers: ContentHeaders;
  /** Names in lower case, without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly checksum?: StoredChecksum;
  /** Of a multipart object: its parts' sizes, where GetObject's partNumber and GetObjectAttributes find them. */
  readonly partCount?: number;
  readonly tags?: Readonly<Record<string, string>>;
  /** Absent: private. */
  readonly acl?: Acl;
  readonly retention?: { readonly mode: sdk.ObjectLockRetentionMode; readonly until: number };
  readonly legalHold?: sdk.ObjectLockLegalHoldStatus;
  readonly encryption?: StoredEncryption;
  readonly websiteRedirect?: string;
  readonly replicationStatus?: sdk.ReplicationStatus;
  /** Of an archived object that RestoreObject brought back: until when, in milliseconds since the epoch. */
  readonly restoredUntil?: number;
  /** Of an archived object that is being brought back: for how many days. */
  readonly restoring?: { readonly days: number };
};

/** Where the bytes are. Bodies never change, and one may stand in several rows only by `parts`. */
export type StoredBody =
  | { readonly kind: "empty" }
  /** With the object's own row: small bodies where records are on disk. */
  | { readonly kind: "inline"; readonly bytes: Uint8Array }
  | { readonly kind: "blob"; readonly id: string }
  /** The parts of an upload, in the order of their numbers; they stand in a manifest of this id. */
  | { readonly kind: "parts"; readonly id: string };

/** What GetObject answers as it was put. */
export type ContentHeaders = {
  readonly cacheControl?: string;
  readonly contentDisposition?: string;
  readonly contentEncoding?: string;
  readonly contentLanguage?: string;
  readonly contentType?: string;
  /** As it was put: S3 gives it back unread. */
  readonly expires?: string;
};

export type StoredChecksum = {
  readonly algorithm: sdk.ChecksumAlgorithm;
  readonly type: sdk.ChecksumType;
  /** Base64; a composite one ends in `-` and the number of parts. */
  readonly value: string;
};

/** How the object is encrypted, as S3 tells it. Only a customer's own key (SSE-C) really encrypts. */
export type StoredEncryption = {
  readonly algorithm: sdk.ServerSideEncryption | "SSE-C";
  readonly kmsKeyId?: string;
  readonly bucketKey?: boolean;
  readonly context?: string;
  /** SSE-C: what the customer's key is known by, base64. */
  readonly customerKeyMd5?: string;
  /** SSE-C: the nonce of the body's cipher, hex. */
  readonly iv?: string;
};
