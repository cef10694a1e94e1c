import { readBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAccelerateConfiguration.html */
export const GetBucketAccelerateConfiguration: Operation<"GetBucketAccelerateConfiguration"> = async (
  input,
  call,
  store,
): Promise<Output<"GetBucketAccelerateConfiguration">> => {
  const { configurations } = await readBucket(store, input, call);
  return { Status: configurations.accelerate?.Status };
};
