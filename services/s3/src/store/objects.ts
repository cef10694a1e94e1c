import type { Bucket } from "../domain/bucket.ts";
import type { DeleteMarker, ObjectVersion, StoredObject } from "../domain/object-version.ts";
import type { Occurrence } from "./occurrences.ts";
import type { Write } from "@skylab/records";
import type { Bodies } from "./bodies.ts";
import type { S3Engines } from "./store.ts";

/** The versions of a bucket's objects. */
export type Objects = {
  /** The current version of a key, or the one of an id; also where it is a delete marker. */
  readonly find: (bucket: Bucket, key: string, versionId?: string) => Promise<ObjectVersion | undefined>;
  /**
   * Puts a new version where the current one was: what was current becomes noncurrent in a bucket with versioning, and
   * garbage in one without (the null version, where versioning is suspended). Readers see the one or the other.
   * @throws what `check` throws, which is asked again where another write came between; AwsError NoSuchBucket where the
   * bucket was deleted meanwhile.
   */
  readonly put: (bucket: Bucket, object: NewObject, how?: PutHow) => Promise<StoredObject>;
  /**
   * Deletes an object as DeleteObject without a version id does: by a delete marker where the bucket has or had
   * versioning, for good where it never had. Answers the marker that was put, or nothing.
   */
  readonly remove: (bucket: Bucket, key: string, how: RemoveHow) => Promise<DeleteMarker | undefined>;
  /** Deletes one version, or marker, for good; the newest that is left becomes current. Answers what was deleted. */
  readonly removeVersion: (
    bucket: Bucket,
    key: string,
    how: RemoveHow & { readonly versionId: string },
  ) => Promise<ObjectVersion | undefined>;
  /** Changes what may change of a version: tags, ACL, retention, legal hold, storage class, replication status. `undefined` where it is not there. */
  readonly change: (bucket: Bucket, key: string, how: ChangeHow) => Promise<StoredObject | undefined>;
};

/** A version without what the store gives it: its id, unless it is given, by the bucket's versioning. */
export type NewObject = Omit<StoredObject, "versionId">;

/** Asked what to make of the current version (`undefined` where there is none), and may throw to refuse: If-Match and the like. */
export type Check = (current: ObjectVersion | undefined) => void;

export type PutHow = {
  readonly check?: Check;
  /** What else is written in the same commit: what holds the body, what a completed upload leaves. */
  readonly writes?: readonly Write[];
  /** What notifications and replication shall hear. */
  readonly occurrence?: OccurrenceOf;
};

export type RemoveHow = {
  readonly check?: Check;
  /** The account that owns the marker. */
  readonly owner: string;
  readonly now: number;
  readonly occurrence?: OccurrenceOf;
};

export type ChangeHow = {
  readonly versionId?: string | undefined;
  /** `undefined`: nothing is to change. */
  readonly decide: (current: ObjectVersion) => StoredObject | undefined;
  readonly occurrence?: OccurrenceOf;
};

/** What is to be told of a version that is now there, or gone. */
export type OccurrenceOf = (version: ObjectVersion | undefined) => Occurrence | undefined;

export function openObjects(_engines: S3Engines, _bodies: Bodies): Objects {
  return {} as Objects; // as: being built
}
