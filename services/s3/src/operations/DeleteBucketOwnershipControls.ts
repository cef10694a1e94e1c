import { configureBucket } from "../change-bucket.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketOwnershipControls.html */
export const DeleteBucketOwnershipControls: Operation<"DeleteBucketOwnershipControls"> = async (
  input,
  call,
  store,
): Promise<object> => {
  await configureBucket(store, { input, call }, { ownership: undefined });
  return {};
};
