import type { Call } from "@skylab/service";
import { checksumMembers } from "../domain/checksums/checksum-members.ts";
import { quoted } from "../domain/conditions/etag.ts";
import { writeCheck } from "../domain/conditions/write-conditions.ts";
import { encryptionMembers } from "../domain/encryption/encryption-members.ts";
import { noSuchUpload } from "../domain/errors.ts";
import { expirationMember } from "../domain/lifecycle/expiration.ts";
import { completeUpload } from "../domain/multipart/complete-upload.ts";
import { findBucket } from "../find-bucket.ts";
import { occurrenceOf } from "../objects/occurrence.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
export const CompleteMultipartUpload: Operation<"CompleteMultipartUpload"> = async (
  input,
  call,
  store,
): Promise<Output<"CompleteMultipartUpload">> => {
  const bucket = await findBucket(store, input, call);
  const check = writeCheck(input.Key, input);
  const occurrence = occurrenceOf(bucket, call, "ObjectCreated:CompleteMultipartUpload");
  const upload = await store.uploads.find(bucket, input.Key, input.UploadId);
  const object =
    upload &&
    (await store.uploads.complete(bucket, upload, (uploaded) => ({
      ...completeUpload(upload, input, uploaded),
      lastModified: call.clock.now(),
      how: { check, occurrence },
    })));
  // A completion that is sent again is answered as the first one was.
  const done = object ?? (await store.uploads.finished(bucket, input.Key, input.UploadId));
  if (done === undefined) throw noSuchUpload(input.UploadId);
  return {
    Location: locationOf(bucket.name, input.Key, call),
    Bucket: bucket.name,
    Key: input.Key,
    ETag: quoted(done.etag),
    ...checksumMembers(done.checksum),
    ...encryptionMembers(upload?.object.encryption),
    ...(object && expirationMember(bucket, object)),
    ...(bucket.versioning && { VersionId: done.versionId }),
  };
};

/** Where the object is, as the client addressed it: the bucket in the host, or in the path. */
function locationOf(bucket: string, key: string, { endpoint, head }: Pick<Call, "endpoint" | "head">): string {
  const path = key.split("/").map(encodeURIComponent).join("/");
  const isInHost = head.headers.host?.startsWith(`${bucket}.`) === true;
  return isInHost ? `${endpoint}/${path}` : `${endpoint}/${bucket}/${path}`;
}
