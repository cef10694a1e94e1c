import { configureBucket } from "../change-bucket.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketEncryption.html */
export const DeleteBucketEncryption: Operation<"DeleteBucketEncryption"> = async (
  input,
  call,
  store,
): Promise<object> => {
  await configureBucket(store, { input, call }, { encryption: undefined });
  return {};
};
