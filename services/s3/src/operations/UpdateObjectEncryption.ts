import { kmsKeyArn } from "../domain/encryption/choose-encryption.ts";
import { customerKeyMissing } from "../domain/encryption/errors.ts";
import { noSuchKey } from "../domain/errors.ts";
import { findBucket } from "../find-bucket.ts";
import { findObject } from "../objects/find-object.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UpdateObjectEncryption.html */
export const UpdateObjectEncryption: Operation<"UpdateObjectEncryption"> = async (
  input,
  call,
  store,
): Promise<Output<"UpdateObjectEncryption">> => {
  const bucket = await findBucket(store, input, call);
  const { Key: key, VersionId: versionId, ObjectEncryption: asked } = input;
  await findObject(store, { bucket, call }, { Key: key, VersionId: versionId, method: "PUT" });
  const changed = await store.objects.change(bucket, key, {
    versionId,
    decide: (current) => {
      if (current.kind !== "object") throw noSuchKey(key);
      if (current.encryption?.algorithm === "SSE-C") throw customerKeyMissing();
      const { KMSKeyArn: keyArn, BucketKeyEnabled: bucketKey } = asked.SSEKMS ?? {};
      const kmsKeyId = kmsKeyArn(bucket, keyArn);
      return {
        ...current,
        encryption: { algorithm: "aws:kms", kmsKeyId, ...(bucketKey === true && { bucketKey }) },
      };
    },
  });
  if (changed === undefined) throw noSuchKey(key);
  return {};
};
