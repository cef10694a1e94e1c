import { configureBucket } from "../change-bucket.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketCors.html */
export const DeleteBucketCors: Operation<"DeleteBucketCors"> = async (input, call, store): Promise<object> => {
  await configureBucket(store, { input, call }, { cors: undefined });
  return {};
};
