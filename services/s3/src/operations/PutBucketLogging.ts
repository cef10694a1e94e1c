import { configureBucket } from "../change-bucket.ts";
import { checkLogging } from "../domain/bucket-configuration/logging.ts";
import { findBucket } from "../find-bucket.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLogging.html */
export const PutBucketLogging: Operation<"PutBucketLogging"> = async (input, call, store): Promise<object> => {
  const { BucketLoggingStatus: logging } = input;
  const bucket = await findBucket(store, input, call);
  const { LoggingEnabled: enabled } = logging;
  if (enabled) checkLogging(enabled, bucket, await store.buckets.find(enabled.TargetBucket));
  await configureBucket(store, { input, call }, { logging: enabled && logging });
  return {};
};
