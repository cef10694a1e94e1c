import { type Check, jsonTable, type Partition, prefixRange } from "@skylab/records";
import { MOST_PARTS } from "../domain/multipart/part-number.ts";
import type { UploadChecksum } from "../domain/multipart/upload-checksum.ts";
import type { StoredObject } from "../domain/object-version.ts";
import type { ManifestPart } from "./manifests.ts";
import { FINISHED_SPACE, PARTS_SPACE, UPLOADS_SPACE } from "./spaces.ts";

export type Upload = {
  /** Begins with when it was begun, so that the uploads of a key stand in that order. */
  readonly id: string;
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly begunAt: number;
  /** Who began it, and the account that will own the object. */
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
  /** How the object is to be summed, where somebody asked for it. */
  readonly checksum?: UploadChecksum;
};

export type Part = ManifestPart & {
  /** Without quotes. */
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
};

/** What an upload came to. */
export type Finished = Pick<StoredObject, "etag" | "versionId" | "checksum">;

export const uploadRows = jsonTable<Upload>(UPLOADS_SPACE);
export const partRows = jsonTable<Part>(PARTS_SPACE);
export const finishedRows = jsonTable<Finished>(FINISHED_SPACE);

type Placed = { readonly parts: readonly Part[]; readonly checks: readonly Check[] };

/** All parts of an upload, and what a commit checks that relies on them. */
export async function findParts(partition: Partition, id: string): Promise<Placed> {
  const entries = await partition.range(PARTS_SPACE, { ...prefixRange(id), limit: MOST_PARTS });
  return {
    parts: entries.map(({ value }) => partRows.decode(value)),
    checks: entries.map(({ key, version }) => ({ space: PARTS_SPACE, key, version })),
  };
}
