import { DEFAULT_ENCRYPTION } from "../domain/bucket-configuration/encryption.ts";
import { readBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html */
export const GetBucketEncryption: Operation<"GetBucketEncryption"> = async (
  input,
  call,
  store,
): Promise<Output<"GetBucketEncryption">> => {
  const { configurations } = await readBucket(store, input, call);
  return { ServerSideEncryptionConfiguration: configurations.encryption ?? DEFAULT_ENCRYPTION };
};
