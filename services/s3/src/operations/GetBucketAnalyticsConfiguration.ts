import type { AnalyticsConfiguration } from "@aws-sdk/client-s3";
import { noSuchConfiguration } from "../domain/bucket-configuration/errors.ts";
import { readBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAnalyticsConfiguration.html */
export const GetBucketAnalyticsConfiguration: Operation<"GetBucketAnalyticsConfiguration"> = async (
  input,
  call,
  store,
): Promise<Output<"GetBucketAnalyticsConfiguration">> => {
  const bucket = await readBucket(store, input, call);
  const found = await store.listedConfigurations.find<AnalyticsConfiguration>(bucket, "analytics", input.Id);
  if (found === undefined) throw noSuchConfiguration();
  return { AnalyticsConfiguration: found };
};
