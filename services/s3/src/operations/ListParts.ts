import { checksumMember } from "../domain/checksums/algorithms.ts";
import { quoted } from "../domain/conditions/etag.ts";
import { invalidArgument } from "../domain/errors.ts";
import { abortionMembers } from "../domain/lifecycle/expiration.ts";
import { ownerOf } from "../domain/listing/describe-object.ts";
import { pageSize } from "../domain/listing/page-size.ts";
import { findBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";
import type { Part, Upload } from "../store/uploads.ts";
import { findUpload } from "../uploads/find-upload.ts";
import { initiatorOf } from "../uploads/initiator.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export const ListParts: Operation<"ListParts"> = async (input, call, store): Promise<Output<"ListParts">> => {
  const limit = pageSize(input.MaxParts, "max-parts");
  const after = readMarker(input.PartNumberMarker);
  const bucket = await findBucket(store, input, call);
  const upload = await findUpload(store, bucket, input);
  const found = await store.uploads.parts(bucket, upload.id, { after, limit: limit + 1 });
  const parts = found.slice(0, limit);
  return {
    Bucket: bucket.name,
    Key: upload.key,
    UploadId: upload.id,
    ...abortionMembers(bucket, upload),
    PartNumberMarker: String(after),
    NextPartNumberMarker: String(parts.at(-1)?.number ?? 0),
    MaxParts: limit,
    IsTruncated: limit > 0 && found.length > limit,
    Parts: parts.map((part) => describePart(upload, part)),
    Initiator: initiatorOf(upload),
    Owner: ownerOf(upload.owner),
    StorageClass: upload.object.storageClass ?? "STANDARD",
    ...(upload.checksum && { ChecksumAlgorithm: upload.checksum.algorithm, ChecksumType: upload.checksum.type }),
  };
};

function describePart(
  { checksum }: Upload,
  { checksum: value, etag, lastModified, number, size }: Part,
): NonNullable<Output<"ListParts">["Parts"]>[number] {
  return {
    PartNumber: number,
    LastModified: new Date(lastModified),
    ETag: quoted(etag),
    Size: size,
    ...(checksum && { [checksumMember(checksum.algorithm)]: value }),
  };
}

/** An empty marker is as good as none. */
function readMarker(marker: string | undefined): number {
  const number = Number(marker ?? 0);
  if (Number.isInteger(number) && number >= 0) return number;
  const message = "Argument part-number-marker must be an integer between 0 and 2147483647";
  throw invalidArgument(message, "part-number-marker", marker);
}
