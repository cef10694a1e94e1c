import { configureBucket } from "../change-bucket.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketWebsite.html */
export const DeleteBucketWebsite: Operation<"DeleteBucketWebsite"> = async (input, call, store): Promise<object> => {
  await configureBucket(store, { input, call }, { website: undefined });
  return {};
};
