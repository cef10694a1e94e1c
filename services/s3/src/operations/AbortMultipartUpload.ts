import { noSuchUpload } from "../domain/errors.ts";
import { findBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export const AbortMultipartUpload: Operation<"AbortMultipartUpload"> = async (
  input,
  call,
  store,
): Promise<Output<"AbortMultipartUpload">> => {
  const bucket = await findBucket(store, input, call);
  const isAborted = await store.uploads.abort(bucket, input.Key, input.UploadId);
  if (!isAborted) throw noSuchUpload(input.UploadId);
  return {};
};
