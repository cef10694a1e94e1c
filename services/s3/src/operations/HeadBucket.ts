import { bucketArn } from "../domain/buckets/bucket-arn.ts";
import { findBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export const HeadBucket: Operation<"HeadBucket"> = async (input, call, store): Promise<Output<"HeadBucket">> => {
  const { name, region } = await findBucket(store, input, call);
  return { BucketRegion: region, BucketArn: bucketArn(name, region), AccessPointAlias: false };
};
