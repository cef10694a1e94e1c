import { readBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
export const GetBucketLocation: Operation<"GetBucketLocation"> = async (
  input,
  call,
  store,
): Promise<Output<"GetBucketLocation">> => {
  const { locationConstraint } = await readBucket(store, input, call);
  // as: AWS gives back what the bucket was made with, which may be a region that this model does not know.
  return { LocationConstraint: locationConstraint as Output<"GetBucketLocation">["LocationConstraint"] };
};
