import { checkId, checkPredicates, tooManyConfigurations } from "../domain/bucket-configuration/listed.ts";
import { findBucket } from "../find-bucket.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketMetricsConfiguration.html */
export const PutBucketMetricsConfiguration: Operation<"PutBucketMetricsConfiguration"> = async (
  input,
  call,
  store,
): Promise<object> => {
  const { MetricsConfiguration: configuration } = input;
  checkId(configuration, input.Id);
  checkPredicates(configuration.Filter);
  const bucket = await findBucket(store, input, call);
  if (!(await store.listedConfigurations.put(bucket, "metrics", configuration))) throw tooManyConfigurations();
  return {};
};
