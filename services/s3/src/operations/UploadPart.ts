import { askedChecksum } from "../domain/checksums/asked-checksum.ts";
import { quoted } from "../domain/conditions/etag.ts";
import { encryptionMembers } from "../domain/encryption/encryption-members.ts";
import { checkPartNumber } from "../domain/multipart/part-number.ts";
import { checkUploadSize, missingContentLength } from "../domain/objects/size.ts";
import { findBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";
import { findUpload } from "../uploads/find-upload.ts";
import { partEncryption, putPart } from "../uploads/put-part.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export const UploadPart: Operation<"UploadPart"> = async (input, call, store): Promise<Output<"UploadPart">> => {
  const { Body: body = NOTHING, ContentLength: size, PartNumber: number } = input;
  checkPartNumber(number);
  if (size === undefined) throw missingContentLength();
  checkUploadSize(size);
  const bucket = await findBucket(store, input, call);
  const upload = await findUpload(store, bucket, input);
  const encryption = partEncryption(upload, input);
  const asked = askedChecksum(input, call.head.headers["x-amz-trailer"]?.toString());
  const part = await putPart(
    store,
    { bucket, upload },
    { number, body, size, from: "client", asked, encryption, now: () => call.clock.now(), signal: () => call.signal },
  );
  return {
    ETag: quoted(part.etag),
    ...(part.askedFor && { [`Checksum${part.askedFor.algorithm}`]: part.askedFor.value }),
    ...encryptionMembers(encryption.stored),
  };
};

const NOTHING = new Uint8Array(0);
