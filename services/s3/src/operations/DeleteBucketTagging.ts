import { configureBucket } from "../change-bucket.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketTagging.html */
export const DeleteBucketTagging: Operation<"DeleteBucketTagging"> = async (input, call, store): Promise<object> => {
  await configureBucket(store, { input, call }, { tags: undefined });
  return {};
};
