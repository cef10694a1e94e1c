import { checkId, checkTiering, tooManyConfigurations } from "../domain/bucket-configuration/listed.ts";
import { findBucket } from "../find-bucket.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketIntelligentTieringConfiguration.html */
export const PutBucketIntelligentTieringConfiguration: Operation<"PutBucketIntelligentTieringConfiguration"> = async (
  input,
  call,
  store,
): Promise<object> => {
  const { IntelligentTieringConfiguration: configuration } = input;
  checkId(configuration, input.Id);
  checkTiering(configuration);
  const bucket = await findBucket(store, input, call);
  if (!(await store.listedConfigurations.put(bucket, "intelligentTiering", configuration)))
    throw tooManyConfigurations();
  return {};
};
