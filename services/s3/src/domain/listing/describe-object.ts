import type * as sdk from "@aws-sdk/client-s3";
import { canonicalId } from "../canonical-id.ts";
import type { StoredChecksum, StoredObject } from "../object-version.ts";

/** What all listings tell of an object's bytes. */
export const describeBytes = ({
  checksum,
  etag,
  lastModified,
  restoredUntil,
  restoring,
  size,
  storageClass = "STANDARD",
}: StoredObject): Bytes => ({
  LastModified: new Date(lastModified),
  ETag: `"${etag}"`,
  ...describeChecksum(checksum),
  Size: size,
  ...(restoring && { RestoreStatus: { IsRestoreInProgress: true } }),
  ...(restoredUntil !== undefined && {
    RestoreStatus: { IsRestoreInProgress: false, RestoreExpiryDate: new Date(restoredUntil) },
  }),
  // as: the classes of a listing are those of objects, by another name.
  StorageClass: storageClass as sdk.ObjectStorageClass & sdk.ObjectVersionStorageClass,
});

type Bytes = Pick<
  sdk._Object & sdk.ObjectVersion,
  "ChecksumAlgorithm" | "ChecksumType" | "ETag" | "LastModified" | "RestoreStatus" | "Size" | "StorageClass"
>;

const describeChecksum = (checksum: StoredChecksum | undefined): Pick<Bytes, "ChecksumAlgorithm" | "ChecksumType"> =>
  checksum === undefined ? {} : { ChecksumAlgorithm: [checksum.algorithm], ChecksumType: checksum.type };

/** AWS tells no display names any more. */
export const ownerOf = (account: string): sdk.Owner => ({ ID: canonicalId(account) });
