import type { MetricsConfiguration } from "@aws-sdk/client-s3";
import { readBucket } from "../find-bucket.ts";
import { configurationPage } from "../listed-configuration-page.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBucketMetricsConfigurations.html */
export const ListBucketMetricsConfigurations: Operation<"ListBucketMetricsConfigurations"> = async (
  input,
  call,
  store,
): Promise<Output<"ListBucketMetricsConfigurations">> => {
  const bucket = await readBucket(store, input, call);
  const { configurations, ...page } = await configurationPage<MetricsConfiguration>(store, bucket, {
    kind: "metrics",
    token: input.ContinuationToken,
  });
  return { ...page, MetricsConfigurationList: configurations };
};
