import type * as sdk from "@aws-sdk/client-s3";
import { AwsError } from "@skylab/aws";

/** What objects may be stored in. https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html */
const CLASSES: ReadonlySet<string> = new Set([
  "STANDARD",
  "REDUCED_REDUNDANCY",
  "STANDARD_IA",
  "ONEZONE_IA",
  "INTELLIGENT_TIERING",
  "GLACIER",
  "GLACIER_IR",
  "DEEP_ARCHIVE",
]);

/** Of these, an object is read only once it was restored. */
const ARCHIVES: ReadonlySet<string> = new Set(["GLACIER", "DEEP_ARCHIVE"]);

/** Whether an object of this class is read only once it was restored. */
export const isArchive = (storageClass: sdk.StorageClass | undefined): boolean =>
  storageClass !== undefined && ARCHIVES.has(storageClass);

/** The class that is kept; STANDARD is none. @throws AwsError InvalidStorageClass */
export function readStorageClass(asked: sdk.StorageClass | undefined): sdk.StorageClass | undefined {
  if (asked !== undefined && !CLASSES.has(asked)) {
    throw new AwsError("InvalidStorageClass", "The storage class you specified is not valid", {
      members: { StorageClassRequested: asked },
    });
  }
  return asked === "STANDARD" ? undefined : asked;
}

/** @throws AwsError InvalidObjectState where the object is archived */
export function requireReadable(
  { storageClass, restoredUntil }: { readonly storageClass?: sdk.StorageClass; readonly restoredUntil?: number },
  now: number,
): void {
  if (storageClass === undefined || !isArchive(storageClass)) return;
  if (restoredUntil !== undefined && restoredUntil > now) return;
  throw new AwsError("InvalidObjectState", "The operation is not valid for the object's storage class", {
    status: 403,
    members: { StorageClass: storageClass },
  });
}
