import { checkAnalytics, checkId, tooManyConfigurations } from "../domain/bucket-configuration/listed.ts";
import { findBucket } from "../find-bucket.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAnalyticsConfiguration.html */
export const PutBucketAnalyticsConfiguration: Operation<"PutBucketAnalyticsConfiguration"> = async (
  input,
  call,
  store,
): Promise<object> => {
  const { AnalyticsConfiguration: configuration } = input;
  checkId(configuration, input.Id);
  checkAnalytics(configuration);
  const bucket = await findBucket(store, input, call);
  if (!(await store.listedConfigurations.put(bucket, "analytics", configuration))) throw tooManyConfigurations();
  return {};
};
