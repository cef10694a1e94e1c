import type * as sdk from "@aws-sdk/client-s3";
import { AwsError } from "@skylab/aws";
import type { Bucket } from "../bucket.ts";
import { malformedXml } from "../errors.ts";

/**
 * Whether a bucket may write its access log where it is asked to.
 * @throws AwsError InvalidTargetBucketForLogging, CrossLocationLoggingProhibitted, MalformedXML
 */
export function checkLogging(logging: sdk.LoggingEnabled, bucket: Bucket, target: Bucket | undefined): void {
  if (logging.TargetBucket === undefined || logging.TargetPrefix === undefined) throw malformedXml();
  if (target === undefined) {
    throw invalidTarget("The target bucket for logging does not exist", logging.TargetBucket);
  }
  if (target.account !== bucket.account) {
    throw invalidTarget("The owner for the bucket to be logged and the target bucket must be the same.", target.name);
  }
  if (target.region !== bucket.region) {
    throw new AwsError("CrossLocationLoggingProhibitted", "Cross S3 location logging not allowed.", {
      status: 403,
      members: { SourceBucketLocation: bucket.region, TargetBucketLocation: target.region },
    });
  }
}

const invalidTarget = (message: string, target: string): AwsError =>
  new AwsError("InvalidTargetBucketForLogging", message, { members: { TargetBucket: target } });
