import type { Bucket } from "../bucket.ts";

/**
 * Why nothing is replicated to a bucket, in the words of AWS's table; `undefined`: nothing speaks against it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-failure-codes.html
 */
export function failureReason(source: Bucket, destination: Bucket | undefined): string | undefined {
  if (destination === undefined) return "DstBucketNotFound";
  if (destination.versioning !== "Enabled") return "DstBucketUnversioned";
  if (source.objectLock && !destination.objectLock) return "DstBucketObjectLockConfigMissing";
  return undefined;
}
