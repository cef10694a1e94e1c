import type * as sdk from "@aws-sdk/client-s3";
import type { Bucket } from "../domain/bucket.ts";
import type { StoredObject } from "../domain/object-version.ts";
import type { Bodies, Kept, ManifestPart } from "./bodies.ts";
import type { Objects, PutHow } from "./objects.ts";
import type { S3Engines } from "./store.ts";

/** Uploads in parts. */
export type Uploads = {
  readonly begin: (bucket: Bucket, upload: Upload) => Promise<void>;
  readonly find: (bucket: Bucket, key: string, id: string) => Promise<Upload | undefined>;
  /** Puts a part, in the place of one of the same number. False where the upload is not there (any more). */
  readonly putPart: (bucket: Bucket, upload: Upload, part: Part & { readonly kept: Kept }) => Promise<boolean>;
  /** Parts in the order of their numbers, after a number. */
  readonly parts: (
    bucket: Bucket,
    id: string,
    page: { readonly after: number; readonly limit: number },
  ) => Promise<readonly Part[]>;
  /**
   * Makes the object of parts in one commit, which ends the upload; parts that are not part of it become garbage. Completed
   * again by the same parts, it answers what it answered. `undefined` where the upload is not there.
   */
  readonly complete: (bucket: Bucket, upload: Upload, made: Completion) => Promise<StoredObject | undefined>;
  /** False where the upload is not there. */
  readonly abort: (bucket: Bucket, key: string, id: string) => Promise<boolean>;
};

export type Upload = {
  readonly id: string;
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly begunAt: number;
  /** The accounts that began it and that will own the object. */
  readonly initiator: { readonly id: string; readonly arn: string };
  readonly owner: string;
  /** All that the object will have beside its bytes. */
  readonly object: Pick<
    StoredObject,
    | "storageClass"
    | "headers"
    | "metadata"
    | "tags"
    | "acl"
    | "retention"
    | "legalHold"
    | "encryption"
    | "websiteRedirect"
  >;
  readonly checksumAlgorithm?: sdk.ChecksumAlgorithm;
  readonly checksumType?: sdk.ChecksumType;
};

export type Part = ManifestPart & {
  /** Without quotes. */
  readonly etag: string;
  readonly lastModified: number;
};

export type Completion = {
  readonly objects: Objects;
  readonly object: Pick<StoredObject, "etag" | "size" | "lastModified" | "checksum">;
  readonly parts: readonly Part[];
  readonly how: PutHow;
};

export function openUploads(_engines: S3Engines, _bodies: Bodies): Uploads {
  return {} as Uploads; // as: being built
}
