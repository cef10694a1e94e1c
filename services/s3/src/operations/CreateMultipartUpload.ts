import { chooseEncryption } from "../domain/encryption/choose-encryption.ts";
import { newNonce } from "../domain/encryption/cipher.ts";
import { encryptionMembers } from "../domain/encryption/encryption-members.ts";
import { abortionMembers } from "../domain/lifecycle/expiration.ts";
import { readUploadChecksum } from "../domain/multipart/upload-checksum.ts";
import { newUploadId } from "../domain/multipart/upload-id.ts";
import { findBucket } from "../find-bucket.ts";
import { describeObject } from "../objects/new-object.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export const CreateMultipartUpload: Operation<"CreateMultipartUpload"> = async (
  input,
  call,
  store,
): Promise<Output<"CreateMultipartUpload">> => {
  const bucket = await findBucket(store, input, call);
  const checksum = readUploadChecksum(input.ChecksumAlgorithm, input.ChecksumType);
  const { key, owner, ...object } = describeObject(bucket, input, call);
  const encryption = chooseEncryption(bucket, input, () => newNonce(call.ids)).stored;
  const begunAt = call.clock.now();
  const id = newUploadId(begunAt, call.ids);
  await store.uploads.begin(bucket, {
    id,
    key,
    begunAt,
    initiator: { id: call.caller.account, arn: call.caller.arn },
    owner,
    object: { ...object, ...(encryption && { encryption }) },
    ...(checksum && { checksum }),
  });
  return {
    Bucket: bucket.name,
    Key: key,
    UploadId: id,
    ...abortionMembers(bucket, { key, begunAt }),
    ...encryptionMembers(encryption),
    ...(checksum && { ChecksumAlgorithm: checksum.algorithm, ChecksumType: checksum.type }),
  };
};
