import type { AnalyticsConfiguration } from "@aws-sdk/client-s3";
import { readBucket } from "../find-bucket.ts";
import { configurationPage } from "../listed-configuration-page.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBucketAnalyticsConfigurations.html */
export const ListBucketAnalyticsConfigurations: Operation<"ListBucketAnalyticsConfigurations"> = async (
  input,
  call,
  store,
): Promise<Output<"ListBucketAnalyticsConfigurations">> => {
  const bucket = await readBucket(store, input, call);
  const { configurations, ...page } = await configurationPage<AnalyticsConfiguration>(store, bucket, {
    kind: "analytics",
    token: input.ContinuationToken,
  });
  return { ...page, AnalyticsConfigurationList: configurations };
};
