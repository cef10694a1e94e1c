// What S3 keeps. Buckets are in one partition of their own, since their names are one in all accounts and regions; each
// bucket's contents are in a partition of theirs, so that buckets do not wait for each other.

/** The partition of all buckets. */
export const DIRECTORY = "s3";

/** name -> Bucket */
export const BUCKETS_SPACE = "s3.buckets";

/** account, name -> nothing: the buckets of an account in the order of their names */
export const OWNED_SPACE = "s3.owned";

/** bucket's id, kind, id -> a configuration of which a bucket has up to 1,000: analytics, inventory, metrics, tiering */
export const LISTED_CONFIGURATIONS_SPACE = "s3.listed-configurations";

/** -> when blobs that nobody points to were looked for last, in milliseconds of the machine's watch */
export const LOOKED_FOR_ORPHANS_SPACE = "s3.looked-for-orphans";

/** The partition of a bucket's contents, by the bucket's id. */
export const contentsOf = ({ id }: { readonly id: string }): string => CONTENTS + id;

/** Whether a partition, by its name, has the contents of a bucket, be it deleted since. */
export const isContents = (partition: string): boolean => partition.startsWith(CONTENTS);

const CONTENTS = "s3.bucket.";

/** -> State: whether the bucket takes writes; every commit checks it, so that none falls behind a deletion */
export const STATE_SPACE = "s3.state";

/** key -> StoredObject, with its bytes where they are few: the current version of every object that is there; what ListObjects goes through */
export const CURRENT_SPACE = "s3.current";

/** key -> DeleteMarker: the current versions that are delete markers */
export const MARKERS_SPACE = "s3.markers";

/**
 * key, order of the version, negative: the newest first, version's id: replicas from two places may be of one order ->
 * ObjectVersion, with its bytes where they are few: all that are not current
 */
export const NONCURRENT_SPACE = "s3.noncurrent";

/** key -> order of its null version, where that is not the current one */
export const NULLS_SPACE = "s3.nulls";

/** body's id -> Manifest: the parts of an object that was uploaded in parts */
export const MANIFESTS_SPACE = "s3.manifests";

/** What the ids of S3's blobs say: that it looks for its orphans itself. */
export const BLOB_COLLECTOR = "s3";

/** blob's id -> nothing: the blobs that something here points to; a blob that is not among them a crash has left behind */
export const BLOBS_SPACE = "s3.blobs";

/** blob's, manifest's or upload's id -> Garbage: what nothing points to any more, removed by a job when no reader is on it */
export const GARBAGE_SPACE = "s3.garbage";

/** key, upload's id -> Upload */
export const UPLOADS_SPACE = "s3.uploads";

/** upload's id, part's number -> Part */
export const PARTS_SPACE = "s3.parts";

/** key, upload's id -> Finished: what an upload came to that was completed not long ago */
export const FINISHED_SPACE = "s3.finished";

/** process, in the order of commits -> Occurrence: what the bucket's notifications and replication are still to hear of */
export const OCCURRENCES_SPACE = "s3.occurrences";

/** -> LifecycleRun: when the bucket's lifecycle rules were run last */
export const LIFECYCLE_SPACE = "s3.lifecycle";

/** when, key, version's id -> nothing: the restores from an archive that are over then, and the restored copies */
export const RESTORES_SPACE = "s3.restores";

/**
 * What a deleted bucket has no longer. Its garbage stays, with the manifests that it names, to be collected; so become
 * the blobs that it still pointed to, those of uploads that were under way.
 */
export const CONTENTS_SPACES = [
  STATE_SPACE,
  CURRENT_SPACE,
  MARKERS_SPACE,
  NONCURRENT_SPACE,
  BLOBS_SPACE,
  UPLOADS_SPACE,
  PARTS_SPACE,
  FINISHED_SPACE,
  OCCURRENCES_SPACE,
  LIFECYCLE_SPACE,
  RESTORES_SPACE,
];
