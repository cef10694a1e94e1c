import { invalidArgument } from "../domain/errors.ts";
import { checkEncodingType } from "../domain/listing/encoding-type.ts";
import { ownerOf } from "../domain/listing/describe-object.ts";
import { pageSize } from "../domain/listing/page-size.ts";
import { keyWriter } from "../domain/listing/url-encoded.ts";
import { findBucket } from "../find-bucket.ts";
import type { Bucket } from "../domain/bucket.ts";
import type { Operation, Output, S3Operations } from "../operation.ts";
import type { S3Store } from "../store/store.ts";
import type { Upload } from "../store/uploads.ts";
import { initiatorOf } from "../uploads/initiator.ts";

type Input = S3Operations["ListMultipartUploads"]["input"];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html */
export const ListMultipartUploads: Operation<"ListMultipartUploads"> = async (
  input,
  call,
  store,
): Promise<Output<"ListMultipartUploads">> => {
  const { Delimiter: delimiter = "", EncodingType, KeyMarker: after = "", Prefix: prefix = "" } = input;
  checkEncodingType(EncodingType);
  const limit = pageSize(input.MaxUploads, "max-uploads");
  const bucket = await findBucket(store, input, call);
  const uploadIdMarker = await findMarker(store, bucket, input);
  const page = await store.listings.uploads(bucket, { prefix, delimiter, after, uploadIdMarker, limit });
  const write = keyWriter(EncodingType);
  const lastUpload = page.entries.at(-1);
  // AWS tells none where the page ends with a common prefix.
  const next = page.isTruncated && lastUpload?.key === page.last ? lastUpload : undefined;
  return {
    Bucket: bucket.name,
    KeyMarker: write(after),
    UploadIdMarker: input.UploadIdMarker ?? "",
    ...(next && { NextKeyMarker: write(next.key), NextUploadIdMarker: next.id }),
    Prefix: write(prefix),
    ...(delimiter !== "" && { Delimiter: write(delimiter) }),
    MaxUploads: limit,
    IsTruncated: page.isTruncated,
    ...(EncodingType && { EncodingType }),
    Uploads: page.entries.map((upload) => ({ Key: write(upload.key), ...describeUpload(upload) })),
    CommonPrefixes: page.commonPrefixes.map((common) => ({ Prefix: write(common) })),
  };
};

/** The upload behind which the page begins. Without its key it is not looked at. */
async function findMarker(
  { uploads }: S3Store,
  bucket: Bucket,
  { KeyMarker: key, UploadIdMarker: id }: Pick<Input, "KeyMarker" | "UploadIdMarker">,
): Promise<string | undefined> {
  if (!key || !id) return undefined;
  if (await uploads.find(bucket, key, id)) return id;
  throw invalidArgument("Invalid uploadId marker", "upload-id-marker", id);
}

const describeUpload = ({
  begunAt,
  checksum,
  id,
  initiator,
  object: { storageClass = "STANDARD" },
  owner,
}: Upload): Omit<NonNullable<Output<"ListMultipartUploads">["Uploads"]>[number], "Key"> => ({
  UploadId: id,
  Initiated: new Date(begunAt),
  StorageClass: storageClass,
  Owner: ownerOf(owner),
  Initiator: initiatorOf({ initiator }),
  ...(checksum && { ChecksumAlgorithm: checksum.algorithm, ChecksumType: checksum.type }),
});
