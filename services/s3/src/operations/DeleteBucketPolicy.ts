import { configureBucket } from "../change-bucket.ts";
import type { Operation } from "../operation.ts";
import { requireOwnersAccount } from "../policy/require-owners-account.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html */
export const DeleteBucketPolicy: Operation<"DeleteBucketPolicy"> = async (input, call, store): Promise<object> => {
  await configureBucket(store, { input, call }, (bucket) => {
    requireOwnersAccount(bucket, call);
    return { policy: undefined };
  });
  return {};
};
