import { readBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketNotificationConfiguration.html */
export const GetBucketNotificationConfiguration: Operation<"GetBucketNotificationConfiguration"> = async (
  input,
  call,
  store,
): Promise<Output<"GetBucketNotificationConfiguration">> => {
  const { configurations } = await readBucket(store, input, call);
  return configurations.notification ?? {};
};
