import type * as sdk from "@aws-sdk/client-s3";
import { AwsError } from "@skylab/aws";
import { invalidArgument } from "../errors.ts";
import { readContinuationToken } from "./continuation-token.ts";
import { isBucketRegion } from "./regions.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
const MOST_BUCKETS = 10_000;

/** What a listing of buckets shows. */
export type BucketListing = {
  readonly after: string | undefined;
  readonly prefix: string | undefined;
  readonly region: string | undefined;
  readonly limit: number;
  /** AWS names the buckets' regions where the request had any parameter. */
  readonly tellsRegions: boolean;
};

/** @throws AwsError InvalidArgument */
export function readBucketListing(input: sdk.ListBucketsRequest): BucketListing {
  const { MaxBuckets: limit = MOST_BUCKETS, BucketRegion: region } = input;
  if (limit < 1 || limit > MOST_BUCKETS) {
    const message = `Argument max-buckets must be an integer between 1 and ${MOST_BUCKETS}`;
    throw invalidArgument(message, "max-buckets", String(limit));
  }
  if (region !== undefined && !isBucketRegion(region)) {
    throw new AwsError("InvalidArgument", `Argument value ${region} is not a valid AWS Region`, {
      members: { ArgumentName: "bucket-region" },
    });
  }
  return {
    after: readContinuationToken(input.ContinuationToken),
    prefix: input.Prefix,
    region,
    limit,
    tellsRegions: Object.values(input).some((parameter) => parameter !== undefined),
  };
}
