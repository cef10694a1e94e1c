import { readBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLogging.html */
export const GetBucketLogging: Operation<"GetBucketLogging"> = async (
  input,
  call,
  store,
): Promise<Output<"GetBucketLogging">> => {
  const { configurations } = await readBucket(store, input, call);
  return configurations.logging ?? {};
};
