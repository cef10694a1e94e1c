import type { Call } from "@skylab/service";
import type { Bucket } from "../domain/bucket.ts";
import { deleteCheck } from "../domain/conditions/delete-conditions.ts";
import { lockCheck } from "../domain/object-lock/delete-check.ts";
import { checkVersionId } from "../domain/objects/check-version-id.ts";
import type { S3Store } from "../store/store.ts";
import { bypassesGovernance } from "./bypass-governance.ts";
import { occurrenceOf } from "./occurrence.ts";

/** What is to be deleted. */
export type Deletion = {
  readonly key: string;
  /** `undefined`: the current version, by a marker where the bucket has versioning. */
  readonly versionId: string | undefined;
  /** It must be this one; `*`: there must be one. */
  readonly etag: string | undefined;
  /** Whether a retention in governance mode is passed over. */
  readonly bypassGovernance?: boolean | undefined;
};

/** What was deleted: the id of the version that is gone, or of the marker that was put. */
export type Deleted = { readonly versionId?: string; readonly isMarker: boolean };

/** @throws AwsError PreconditionFailed, NoSuchKey where a condition was given, InvalidArgument, AccessDenied */
export async function deleteVersion(
  store: S3Store,
  { bucket, call }: { readonly bucket: Bucket; readonly call: Call },
  { key, versionId, etag, bypassGovernance }: Deletion,
): Promise<Deleted> {
  checkVersionId(bucket, versionId);
  const how = { owner: bucket.account, now: call.clock.now() };
  const check = deleteCheck(key, etag);
  const bypass = await bypassesGovernance(store, { bucket, call }, { key, versionId, bypass: bypassGovernance });
  const checkLock = lockCheck(bucket, { now: how.now, bypass });
  if (versionId !== undefined) {
    const occurrence = occurrenceOf(bucket, call, "ObjectRemoved:Delete");
    const gone = await store.objects.removeVersion(bucket, key, {
      ...how,
      versionId,
      occurrence,
      check: (version) => {
        check(version);
        checkLock(version);
      },
    });
    return { versionId, isMarker: gone?.kind === "marker" };
  }
  const event = bucket.versioning === undefined ? "ObjectRemoved:Delete" : "ObjectRemoved:DeleteMarkerCreated";
  const marker = await store.objects.remove(bucket, key, {
    ...how,
    check,
    occurrence: occurrenceOf(bucket, call, event),
  });
  return marker === undefined ? { isMarker: false } : { versionId: marker.versionId, isMarker: true };
}
