import type { Call } from "@skylab/service";
import type { Bucket } from "../domain/bucket.ts";
import { noSuchKey, noSuchVersion } from "../domain/errors.ts";
import type { StoredObject } from "../domain/object-version.ts";
import { checkVersionId } from "../domain/objects/check-version-id.ts";
import { deletedKey, markerNotAllowed } from "../domain/objects/version-errors.ts";
import type { S3Store } from "../store/store.ts";
import { missingObject } from "./missing-object.ts";
import { occurrenceOf } from "./occurrence.ts";

/** Which object is changed, how, and what notifications call it. */
export type ObjectChange = {
  readonly Key: string;
  readonly VersionId?: string | undefined;
  /** May be asked again, and throw to refuse. */
  readonly decide: (current: StoredObject) => StoredObject;
  readonly event?: string;
};

/**
 * Changes what may change of an object that is there.
 * @throws AwsError NoSuchKey, NoSuchVersion, MethodNotAllowed where it is a delete marker, InvalidArgument
 */
export async function changeObject(
  store: S3Store,
  { bucket, call }: { readonly bucket: Bucket; readonly call: Call },
  { Key: key, VersionId: versionId, decide, event }: ObjectChange,
): Promise<StoredObject> {
  checkVersionId(bucket, versionId);
  const changed = await store.objects.change(bucket, key, {
    versionId,
    decide: (current) => {
      if (current.kind === "object") return decide(current);
      throw versionId === undefined ? deletedKey(key, current) : markerNotAllowed(call.head.method, current);
    },
    ...(event !== undefined && { occurrence: occurrenceOf(bucket, call, event) }),
  });
  if (changed !== undefined) return changed;
  throw await missingObject({ bucket, call }, versionId === undefined ? noSuchKey(key) : noSuchVersion(key, versionId));
}
