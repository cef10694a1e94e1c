import { noSuchConfiguration } from "../domain/bucket-configuration/errors.ts";
import { findBucket } from "../find-bucket.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketIntelligentTieringConfiguration.html */
export const DeleteBucketIntelligentTieringConfiguration: Operation<
  "DeleteBucketIntelligentTieringConfiguration"
> = async (input, call, store): Promise<object> => {
  const bucket = await findBucket(store, input, call);
  if (!(await store.listedConfigurations.remove(bucket, "intelligentTiering", input.Id))) throw noSuchConfiguration();
  return {};
};
