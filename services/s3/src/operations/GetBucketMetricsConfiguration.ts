import type { MetricsConfiguration } from "@aws-sdk/client-s3";
import { noSuchConfiguration } from "../domain/bucket-configuration/errors.ts";
import { readBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketMetricsConfiguration.html */
export const GetBucketMetricsConfiguration: Operation<"GetBucketMetricsConfiguration"> = async (
  input,
  call,
  store,
): Promise<Output<"GetBucketMetricsConfiguration">> => {
  const bucket = await readBucket(store, input, call);
  const found = await store.listedConfigurations.find<MetricsConfiguration>(bucket, "metrics", input.Id);
  if (found === undefined) throw noSuchConfiguration();
  return { MetricsConfiguration: found };
};
