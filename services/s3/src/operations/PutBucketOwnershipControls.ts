import { configureBucket } from "../change-bucket.ts";
import { checkOwnership } from "../domain/bucket-configuration/ownership.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html */
export const PutBucketOwnershipControls: Operation<"PutBucketOwnershipControls"> = async (
  input,
  call,
  store,
): Promise<object> => {
  const { OwnershipControls: ownership } = input;
  await configureBucket(store, { input, call }, (bucket) => {
    checkOwnership(ownership, bucket);
    return { ownership };
  });
  return {};
};
