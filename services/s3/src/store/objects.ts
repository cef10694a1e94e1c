import { AwsError } from "@skylab/aws";
import type { Check as RecordCheck, Write } from "@skylab/records";
import type { Bucket } from "../domain/bucket.ts";
import { type DeleteMarker, NULL_VERSION, type ObjectVersion, type StoredObject } from "../domain/object-version.ts";
import { replicationStatusOf } from "../domain/replication/replication-rules.ts";
import type { Bodies, Kept } from "./bodies.ts";
import { type ChangeKey, openKeyChanges } from "./change-key.ts";
import type { Occurrence, Occurrences } from "./occurrences.ts";
import { displace, identify, placeReplica, promote, releaseVersion } from "./replace-version.ts";
import { contentsOf } from "./spaces.ts";
import type { S3Engines } from "./engines.ts";
import {
  findCurrent,
  locate,
  removeCurrent,
  removeNoncurrent,
  writeCurrent,
  writeNoncurrent,
} from "./versions-of-key.ts";

/** The versions of a bucket's objects. */
export type Objects = {
  /** The current version of a key, or the one of an id; also where it is a delete marker. */
  readonly find: (bucket: Bucket, key: string, versionId?: string) => Promise<ObjectVersion | undefined>;
  /**
   * Puts a new version where the current one was: what was current becomes noncurrent in a bucket with versioning, and
   * garbage in one without (the null version, where versioning is suspended). Readers see the one or the other.
   * @throws what `check` throws, which is asked again where another write came between; AwsError NoSuchBucket where the
   * bucket was deleted meanwhile. A body that was `kept` for it is then discarded.
   */
  readonly put: (bucket: Bucket, object: NewObject, how?: PutHow) => Promise<StoredObject>;
  /**
   * Deletes an object as DeleteObject without a version id does: by a delete marker where the bucket has or had
   * versioning, for good where it never had. Answers the marker that was put, or nothing.
   */
  readonly remove: (bucket: Bucket, key: string, how: RemoveHow) => Promise<DeleteMarker | undefined>;
  /**
   * Deletes one version, or marker, for good; the newest that is left becomes current. Answers what was deleted. `check`
   * is asked about that version: whether object lock lets it go.
   */
  readonly removeVersion: (bucket: Bucket, key: string, how: RemoveVersionHow) => Promise<ObjectVersion | undefined>;
  /** Changes what may change of a version: tags, ACL, retention, legal hold, storage class, replication status. `undefined` where it is not there. */
  readonly change: (bucket: Bucket, key: string, how: ChangeHow) => Promise<StoredObject | undefined>;
};

/** A version without what the store gives it by the bucket's versioning. */
export type NewObject = Omit<StoredObject, "versionId" | "order">;

/** Asked what to make of the current version (`undefined` where there is none), and may throw to refuse: If-Match and the like. */
export type Check = (current: ObjectVersion | undefined) => void;

export type PutHow = {
  readonly check?: Check;
  /** Of a replica, in a bucket with versioning: it keeps the id, and with it the place, that it has where it comes from. */
  readonly versionId?: string;
  /** The body that was kept for the object: its writes are made, or it is discarded. */
  readonly kept?: Kept;
  /** What else is written in the same commit: what a completed upload leaves. */
  readonly writes?: (version: StoredObject) => readonly Write[];
  /** What must hold beside the bucket and the key: that the upload is still there. Asked again where a commit was refused. */
  readonly checks?: () => Promise<readonly RecordCheck[]>;
  /** What notifications and replication shall hear. */
  readonly occurrence?: OccurrenceOf;
};

export type RemoveHow = {
  readonly check?: Check;
  /** The account that owns the marker. */
  readonly owner: string;
  readonly now: number;
  /** Of a replicated marker, as `PutHow.versionId`. */
  readonly replicaOf?: string;
  readonly occurrence?: OccurrenceOf;
};

export type RemoveVersionHow = Omit<RemoveHow, "check"> & {
  readonly versionId: string;
  readonly check?: (version: ObjectVersion | undefined, isCurrent: boolean) => void;
};

export type ChangeHow = {
  readonly versionId?: string | undefined;
  /** `undefined`: nothing is to change. */
  readonly decide: (current: ObjectVersion) => StoredObject | undefined;
  /** What else is written in the same commit. */
  readonly writes?: (changed: StoredObject) => readonly Write[];
  readonly occurrence?: OccurrenceOf;
};

/** What is to be told of a version that is now there, or gone. */
export type OccurrenceOf = (version: ObjectVersion | undefined) => Occurrence | undefined;

/** What the verbs stand on. */
type Context = { readonly changeKey: ChangeKey; readonly bodies: Bodies; readonly ids: S3Engines["ids"] };

export function openObjects(
  engines: S3Engines,
  { bodies, occurrences }: { readonly bodies: Bodies; readonly occurrences: Occurrences },
): Objects {
  const { ids, records } = engines;
  const context: Context = { changeKey: openKeyChanges(records, occurrences), bodies, ids };
  return {
    find: async (bucket, key, versionId) => (await locate(records.partition(contentsOf(bucket)), key, versionId))?.row,
    put: (bucket, object, how) => orDiscard(bodies, how?.kept, () => put(context, bucket, { object, how })),
    remove: (bucket, key, how) => remove(context, bucket, { key, how }),
    removeVersion: (bucket, key, how) => removeVersion(context, bucket, { key, how }),
    change: (bucket, key, how) => change(context, bucket, { key, how }),
  };
}

/** Not where the outcome is not known: what was committed points to it then. */
async function orDiscard<Result>(bodies: Bodies, kept: Kept | undefined, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (kept !== undefined && error instanceof AwsError) await bodies.discard(kept);
    throw error;
  }
}

const put = (
  { changeKey, bodies, ids }: Context,
  bucket: Bucket,
  { object, how = {} }: { readonly object: NewObject; readonly how: PutHow | undefined },
): Promise<StoredObject> =>
  changeKey(bucket, object.key, async (partition) => {
    const { row: current, checks } = await findCurrent(partition, object.key);
    how.check?.(current);
    const id =
      how.versionId === undefined
        ? identify({ bucket, current, at: object.lastModified, ids })
        : { versionId: how.versionId };
    const identified: StoredObject = { ...object, ...id };
    const replicationStatus = replicationStatusOf(bucket, identified);
    const version = { ...identified, ...(replicationStatus && { replicationStatus }) };
    const placed =
      how.versionId === undefined
        ? await displace(partition, bodies, { current, by: version })
        : await placeReplica(partition, bodies, { current, version });
    return {
      checks: [...checks, ...placed.checks, ...((await how.checks?.()) ?? [])],
      writes: [...placed.writes, ...(how.kept?.writes ?? []), ...(how.writes?.(version) ?? [])],
      told: () => how.occurrence?.(version),
      result: version,
    };
  });

const remove = (
  { changeKey, bodies, ids }: Context,
  bucket: Bucket,
  { key, how }: { readonly key: string; readonly how: RemoveHow },
): Promise<DeleteMarker | undefined> =>
  changeKey(bucket, key, async (partition) => {
    const { row: current, checks } = await findCurrent(partition, key);
    how.check?.(current);
    if (bucket.versioning === undefined && isUnversioned(current)) {
      const writes = current === undefined ? [] : [...removeCurrent(current), ...releaseVersion(bodies, current)];
      return { checks, writes, told: () => how.occurrence?.(current), result: undefined };
    }
    const id =
      how.replicaOf === undefined ? identify({ bucket, current, at: how.now, ids }) : { versionId: how.replicaOf };
    const marker: DeleteMarker = { kind: "marker", key, owner: how.owner, lastModified: how.now, ...id };
    const placed =
      how.replicaOf === undefined
        ? await displace(partition, bodies, { current, by: marker })
        : await placeReplica(partition, bodies, { current, version: marker });
    return {
      checks: [...checks, ...placed.checks],
      writes: placed.writes,
      told: () => how.occurrence?.(marker),
      result: marker,
    };
  });

const isUnversioned = (current: ObjectVersion | undefined): boolean =>
  current === undefined || (current.kind === "object" && current.versionId === NULL_VERSION);

const removeVersion = (
  { changeKey, bodies }: Context,
  bucket: Bucket,
  { key, how }: { readonly key: string; readonly how: RemoveVersionHow },
): Promise<ObjectVersion | undefined> =>
  changeKey(bucket, key, async (partition) => {
    const found = await locate(partition, key, how.versionId);
    how.check?.(found?.row, found?.isCurrent ?? false);
    if (found === undefined) return { checks: [], writes: [], result: undefined };
    const { row, checks, isCurrent } = found;
    const gone = isCurrent ? await promote(partition, row) : { checks: [], writes: removeNoncurrent(row) };
    return {
      checks: [...checks, ...gone.checks],
      writes: [...gone.writes, ...releaseVersion(bodies, row)],
      told: () => how.occurrence?.(row),
      result: row,
    };
  });

const change = (
  { changeKey }: Context,
  bucket: Bucket,
  { key, how }: { readonly key: string; readonly how: ChangeHow },
): Promise<StoredObject | undefined> =>
  changeKey(bucket, key, async (partition) => {
    const found = await locate(partition, key, how.versionId);
    if (found === undefined) return { checks: [], writes: [], result: undefined };
    const { row, checks, isCurrent } = found;
    const changed = how.decide(row);
    if (changed === undefined) return { checks, writes: [], result: row.kind === "object" ? row : undefined };
    const writes = isCurrent ? writeCurrent(changed, row) : writeNoncurrent(changed);
    return {
      checks,
      writes: [...writes, ...(how.writes?.(changed) ?? [])],
      told: () => how.occurrence?.(changed),
      result: changed,
    };
  });
