import type * as sdk from "@aws-sdk/client-s3";
import type { Bucket } from "../bucket.ts";
import { invalidArgument, malformedXml } from "../errors.ts";
import { invalidBucketState } from "./errors.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html */
const MOST_DAYS = 36_500;
const MOST_YEARS = 100;

/**
 * The object lock that a bucket gets.
 * @throws AwsError InvalidBucketState where the bucket keeps no versions; MalformedXML; InvalidArgument
 */
export function readObjectLock(
  asked: sdk.ObjectLockConfiguration | undefined,
  bucket: Bucket,
): sdk.ObjectLockConfiguration {
  if (bucket.versioning !== "Enabled") {
    throw invalidBucketState("Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration");
  }
  if (asked?.ObjectLockEnabled !== "Enabled") throw malformedXml();
  if (asked.Rule !== undefined) checkRetention(asked.Rule.DefaultRetention);
  return asked;
}

function checkRetention(retention: sdk.DefaultRetention | undefined): void {
  if (retention?.Mode === undefined) throw malformedXml();
  const { Days: days, Years: years } = retention;
  if ((days === undefined) === (years === undefined)) throw malformedXml();
  if (days !== undefined) checkPeriod("Days", days, MOST_DAYS);
  if (years !== undefined) checkPeriod("Years", years, MOST_YEARS);
}

function checkPeriod(name: string, period: number, most: number): void {
  if (period <= 0) {
    throw invalidArgument("Default retention period must be a positive integer value.", name, undefined);
  }
  if (period > most) throw invalidArgument("Default retention period is too large.", name, undefined);
}
