import { checksumMembers } from "../domain/checksums/checksum-members.ts";
import { readCustomerKey, requireCustomerKey } from "../domain/encryption/customer-key.ts";
import type { StoredObject } from "../domain/object-version.ts";
import { pageOfParts } from "../domain/objects/page-of-parts.ts";
import { findBucket } from "../find-bucket.ts";
import { findObject } from "../objects/find-object.ts";
import type { Operation, Output } from "../operation.ts";
import type { ManifestPart } from "../store/bodies.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html */
export const GetObjectAttributes: Operation<"GetObjectAttributes"> = async (
  input,
  call,
  store,
): Promise<Output<"GetObjectAttributes">> => {
  const bucket = await findBucket(store, input, call);
  const { Key, VersionId } = input;
  const object = await findObject(store, { bucket, call }, { Key, VersionId, method: "GET" });
  requireCustomerKey(object.encryption, readCustomerKey(input));
  const asked = new Set(input.ObjectAttributes);
  const parts = asked.has("ObjectParts") ? await store.bodies.parts(bucket, object.body) : [];
  return {
    LastModified: new Date(object.lastModified),
    ...(bucket.versioning && { VersionId: object.versionId }),
    // Without quotes, other than everywhere else.
    ...(asked.has("ETag") && { ETag: object.etag }),
    ...(asked.has("Checksum") && object.checksum && { Checksum: checksumMembers(object.checksum) }),
    ...(parts.length > 0 && { ObjectParts: objectParts(object, parts, input) }),
    ...(asked.has("StorageClass") && { StorageClass: object.storageClass ?? "STANDARD" }),
    ...(asked.has("ObjectSize") && { ObjectSize: object.size }),
  };
};

type PartPage = { readonly MaxParts?: number | undefined; readonly PartNumberMarker?: string | undefined };

function objectParts(
  { checksum }: StoredObject,
  parts: readonly ManifestPart[],
  asked: PartPage,
): NonNullable<Output<"GetObjectAttributes">["ObjectParts"]> {
  // Without checksums of their own, S3 tells of the parts only how many there are.
  if (checksum?.type !== "COMPOSITE") return { TotalPartsCount: parts.length };
  const page = pageOfParts(parts, { most: asked.MaxParts, after: Number(asked.PartNumberMarker ?? 0) });
  return {
    TotalPartsCount: parts.length,
    PartNumberMarker: String(page.after),
    NextPartNumberMarker: String(page.last),
    MaxParts: page.most,
    IsTruncated: page.isTruncated,
    Parts: page.parts.map(({ number: PartNumber, size: Size, checksum: value }) =>
      value === undefined ? { PartNumber, Size } : { PartNumber, Size, [`Checksum${checksum.algorithm}`]: value },
    ),
  };
}
