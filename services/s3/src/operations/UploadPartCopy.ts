import { checksumMember } from "../domain/checksums/algorithms.ts";
import { quoted } from "../domain/conditions/etag.ts";
import { encryptionMembers } from "../domain/encryption/encryption-members.ts";
import { readCopyRange } from "../domain/multipart/copy-range.ts";
import { checkPartNumber } from "../domain/multipart/part-number.ts";
import { checkCopySize } from "../domain/objects/copy-rules.ts";
import { findBucket } from "../find-bucket.ts";
import { findCopySource } from "../objects/find-copy-source.ts";
import { closeBody, openBody } from "../objects/open-body.ts";
import type { Operation, Output } from "../operation.ts";
import { findUpload } from "../uploads/find-upload.ts";
import { partEncryption, putPart } from "../uploads/put-part.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export const UploadPartCopy: Operation<"UploadPartCopy"> = async (
  input,
  call,
  store,
): Promise<Output<"UploadPartCopy">> => {
  const { PartNumber: number } = input;
  checkPartNumber(number);
  const bucket = await findBucket(store, input, call);
  const upload = await findUpload(store, bucket, input);
  const source = await findCopySource(store, input, call);
  const range = readCopyRange(input.CopySourceRange, source.version.size);
  const size = range === undefined ? source.version.size : range.end - range.start;
  checkCopySize(size);
  const encryption = partEncryption(upload, input);
  const body = await openBody(store, source, { range, customerKey: source.customerKey });
  // Another object has taken the source's place in between.
  if (body === undefined) return UploadPartCopy(input, call, store);

  const asked = { algorithm: undefined, md5: undefined, value: undefined };
  const part = await putPart(
    store,
    { bucket, upload },
    { number, body, size, from: "object", asked, encryption, now: () => call.clock.now(), signal: () => call.signal },
  ).finally(() => closeBody(body));
  return {
    CopyPartResult: {
      ETag: quoted(part.etag),
      LastModified: new Date(part.lastModified),
      ...(upload.checksum && { [checksumMember(upload.checksum.algorithm)]: part.checksum }),
    },
    ...encryptionMembers(encryption.stored),
    ...(source.bucket.versioning && { CopySourceVersionId: source.version.versionId }),
  };
};
