import { encodeKey, jsonTable, keyAfter, type Partition, prefixRange, type Records, type Table } from "@skylab/records";
import type { Bucket } from "../domain/bucket.ts";
import { NULL_VERSION, type ObjectVersion, type StoredObject } from "../domain/object-version.ts";
import { orderInId } from "../domain/objects/version-order.ts";
import { contentsOf, CURRENT_SPACE, MARKERS_SPACE, NONCURRENT_SPACE, UPLOADS_SPACE } from "./spaces.ts";
import type { Upload } from "./uploads.ts";
import { currents, findCurrent, findNoncurrent, markers, noncurrents, orderOf } from "./versions-of-key.ts";
import { type Asked, type Listed, mergedSpaces, type Source, walk } from "./walk.ts";

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

export type ListedVersion = { readonly version: ObjectVersion; readonly isLatest: boolean };

const uploads: Table<Upload> = jsonTable(UPLOADS_SPACE);

export const openListings = ({ records }: { readonly records: Records }): Listings => ({
  objects: (bucket, asked) => walk(asked, mergedSpaces(contents(records, bucket), [OBJECTS]), behindKey(asked.after)),
  versions: async (bucket, asked) => {
    const partition = contents(records, bucket);
    const from = await behindVersion(partition, asked.after, asked.versionIdMarker);
    return walk(asked, mergedSpaces(partition, VERSIONS), from);
  },
  uploads: (bucket, { uploadIdMarker: id, ...asked }) => {
    const from = id === undefined ? behindKey(asked.after) : keyAfter(encodeKey(asked.after, id));
    return walk(asked, mergedSpaces(contents(records, bucket), [UPLOADS]), from);
  },
});

const contents = (records: Records, bucket: Bucket): Partition => records.partition(contentsOf(bucket));

const OBJECTS: Source<StoredObject> = { space: CURRENT_SPACE, decode: currents.decode };

/** The current versions stand before the others of their key. */
const VERSIONS: readonly Source<ListedVersion>[] = [
  { space: CURRENT_SPACE, decode: (value) => ({ version: currents.decode(value), isLatest: true }) },
  { space: MARKERS_SPACE, decode: (value) => ({ version: markers.decode(value), isLatest: true }) },
  { space: NONCURRENT_SPACE, decode: (value) => ({ version: noncurrents.decode(value), isLatest: false }) },
];

const UPLOADS: Source<Upload> = { space: UPLOADS_SPACE, decode: uploads.decode };

/** Behind all that is kept of a key. */
const behindKey = (key: string): Uint8Array | undefined => (key === "" ? undefined : prefixRange(key).to);

/** Behind one version of a key, be it there any more or not; behind all of them where none is named. */
async function behindVersion(
  partition: Partition,
  key: string,
  versionId: string | undefined,
): Promise<Uint8Array | undefined> {
  if (versionId === undefined) return behindKey(key);
  const { row: current } = await findCurrent(partition, key);
  if (current?.versionId === versionId) return keyAfter(encodeKey(key));
  const order = versionId === NULL_VERSION ? await orderOfNull(partition, key) : orderInId(versionId);
  if (order === undefined) return behindKey(key);
  // What is current now was older than the one that is named, and gone.
  if (current !== undefined && orderOf(current) < order) return encodeKey(key);
  return keyAfter(encodeKey(key, -order, versionId));
}

async function orderOfNull(partition: Partition, key: string): Promise<number | undefined> {
  const found = await findNoncurrent(partition, key, NULL_VERSION);
  return found && orderOf(found.row);
}
