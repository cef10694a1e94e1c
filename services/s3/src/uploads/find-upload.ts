import { noSuchUpload } from "../domain/errors.ts";
import type { Bucket } from "../domain/bucket.ts";
import type { S3Store } from "../store/store.ts";
import type { Upload } from "../store/uploads.ts";

/** The upload that a request names. @throws AwsError NoSuchUpload */
export async function findUpload(
  { uploads }: S3Store,
  bucket: Bucket,
  { Key, UploadId }: { readonly Key: string; readonly UploadId: string },
): Promise<Upload> {
  const upload = await uploads.find(bucket, Key, UploadId);
  if (upload === undefined) throw noSuchUpload(UploadId);
  return upload;
}
