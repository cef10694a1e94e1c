import type { IntelligentTieringConfiguration } from "@aws-sdk/client-s3";
import { noSuchConfiguration } from "../domain/bucket-configuration/errors.ts";
import { readBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketIntelligentTieringConfiguration.html */
export const GetBucketIntelligentTieringConfiguration: Operation<"GetBucketIntelligentTieringConfiguration"> = async (
  input,
  call,
  store,
): Promise<Output<"GetBucketIntelligentTieringConfiguration">> => {
  const bucket = await readBucket(store, input, call);
  const found = await store.listedConfigurations.find<IntelligentTieringConfiguration>(
    bucket,
    "intelligentTiering",
    input.Id,
  );
  if (found === undefined) throw noSuchConfiguration();
  return { IntelligentTieringConfiguration: found };
};
