import type { Bucket } from "../domain/bucket.ts";
import type { ObjectVersion, StoredObject } from "../domain/object-version.ts";
import type { S3Engines } from "./store.ts";
import type { Upload } from "./uploads.ts";

/** Pages of a bucket. A page costs what it answers: what lies under a common prefix is skipped, not read. */
export type Listings = {
  /** Objects in the order of their keys' UTF-8. */
  readonly objects: (bucket: Bucket, asked: Asked) => Promise<Listed<StoredObject>>;
  /** All versions and delete markers, the newest of a key first. */
  readonly versions: (
    bucket: Bucket,
    asked: Asked & { readonly versionIdMarker?: string | undefined },
  ) => Promise<Listed<ListedVersion>>;
  /** Uploads that are neither completed nor aborted; of a key, the oldest first. */
  readonly uploads: (
    bucket: Bucket,
    asked: Asked & { readonly uploadIdMarker?: string | undefined },
  ) => Promise<Listed<Upload>>;
};

export type Asked = {
  readonly prefix: string;
  /** "": none. */
  readonly delimiter: string;
  /** Only what comes after this key, or after all keys of this common prefix. */
  readonly after: string;
  /** So many entries and common prefixes together. */
  readonly limit: number;
};

export type Listed<Entry> = {
  readonly entries: readonly Entry[];
  readonly commonPrefixes: readonly string[];
  /** There is more; the last key or common prefix of this page is where the next one goes on. */
  readonly isTruncated: boolean;
  /** The last key or common prefix of the page. */
  readonly last: string | undefined;
};

export type ListedVersion = { readonly version: ObjectVersion; readonly isLatest: boolean };

export function openListings(_engines: S3Engines): Listings {
  return {} as Listings; // as: being built
}
