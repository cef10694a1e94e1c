import type { Bucket } from "../bucket.ts";
import { bucketAlreadyExists, bucketAlreadyOwnedByYou } from "./errors.ts";
import { CLASSIC_REGION } from "./location.ts";

/**
 * A bucket that its owner makes again: us-east-1 has always answered as if it were new, and leaves it as it is.
 * @throws AwsError BucketAlreadyExists, BucketAlreadyOwnedByYou
 */
export function checkMadeAgain(existing: Bucket, again: Bucket): void {
  if (existing.account !== again.account) throw bucketAlreadyExists(again.name);
  const isClassic = existing.region === CLASSIC_REGION && again.region === CLASSIC_REGION;
  if (!isClassic || again.configurations.tags) throw bucketAlreadyOwnedByYou(again.name);
}
