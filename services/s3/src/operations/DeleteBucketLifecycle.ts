import { configureBucket } from "../change-bucket.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketLifecycle.html */
export const DeleteBucketLifecycle: Operation<"DeleteBucketLifecycle"> = async (
  input,
  call,
  store,
): Promise<object> => {
  await configureBucket(store, { input, call }, { lifecycle: undefined });
  return {};
};
