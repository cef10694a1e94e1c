import { configureBucket } from "../change-bucket.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketReplication.html */
export const DeleteBucketReplication: Operation<"DeleteBucketReplication"> = async (
  input,
  call,
  store,
): Promise<object> => {
  await configureBucket(store, { input, call }, { replication: undefined });
  return {};
};
