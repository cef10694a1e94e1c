import { noSuchKey, noSuchVersion } from "../domain/errors.ts";
import type { StoredObject } from "../domain/object-version.ts";
import { checkVersionId } from "../domain/objects/check-version-id.ts";
import { deletedKey, markerNotAllowed } from "../domain/objects/version-errors.ts";
import type { S3Store } from "../store/store.ts";
import { missingObject, type Place } from "./missing-object.ts";

/** Which object, and by which method of HTTP it is asked for. */
export type AskedObject = {
  readonly Key: string;
  readonly VersionId?: string | undefined;
  readonly method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE";
};

/**
 * The object that a request is about: the current one, or the version of an id.
 * @throws AwsError AccessDenied where who may not list asks for what is not there, NoSuchKey, NoSuchVersion, MethodNotAllowed where it is a delete marker, InvalidArgument
 */
export async function findObject(
  store: S3Store,
  place: Place,
  { Key: key, VersionId: versionId, method }: AskedObject,
): Promise<StoredObject> {
  const { bucket } = place;
  checkVersionId(bucket, versionId);
  const version = await store.objects.find(bucket, key, versionId);
  if (version === undefined) {
    throw await missingObject(place, versionId === undefined ? noSuchKey(key) : noSuchVersion(key, versionId));
  }
  if (version.kind === "marker") {
    const told = versionId === undefined ? deletedKey(key, version) : markerNotAllowed(method, version);
    throw await missingObject(place, told);
  }
  return version;
}
