import type { Bucket } from "../domain/bucket.ts";
import { noSuchKey, noSuchVersion } from "../domain/errors.ts";
import type { StoredObject } from "../domain/object-version.ts";
import { checkVersionId } from "../domain/objects/check-version-id.ts";
import { deletedKey, markerNotAllowed } from "../domain/objects/version-errors.ts";
import type { S3Store } from "../store/store.ts";

/** Which object, and by which method of HTTP it is asked for. */
export type AskedObject = {
  readonly Key: string;
  readonly VersionId?: string | undefined;
  readonly method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE";
};

/**
 * The object that a request is about: the current one, or the version of an id.
 * @throws AwsError NoSuchKey, NoSuchVersion, MethodNotAllowed where it is a delete marker, InvalidArgument
 */
export async function findObject(
  store: S3Store,
  bucket: Bucket,
  { Key: key, VersionId: versionId, method }: AskedObject,
): Promise<StoredObject> {
  checkVersionId(bucket, versionId);
  const version = await store.objects.find(bucket, key, versionId);
  if (version === undefined) throw versionId === undefined ? noSuchKey(key) : noSuchVersion(key, versionId);
  if (version.kind === "marker") {
    throw versionId === undefined ? deletedKey(key, version) : markerNotAllowed(method, version);
  }
  return version;
}
