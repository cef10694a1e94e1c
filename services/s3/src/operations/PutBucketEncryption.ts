import { configureBucket } from "../change-bucket.ts";
import { readEncryption } from "../domain/bucket-configuration/encryption.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html */
export const PutBucketEncryption: Operation<"PutBucketEncryption"> = async (input, call, store): Promise<object> => {
  const encryption = readEncryption(input.ServerSideEncryptionConfiguration);
  await configureBucket(store, { input, call }, { encryption });
  return {};
};
