import { findBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html */
export const GetBucketEncryption: Operation<"GetBucketEncryption"> = async (
  input,
  call,
  store,
): Promise<Output<"GetBucketEncryption">> => {
  const { configurations } = await findBucket(store, input, call);
  // Where it was deleted, AWS answers nothing, and goes on to encrypt by its own keys.
  return { ServerSideEncryptionConfiguration: configurations.encryption };
};
