import type { IntelligentTieringConfiguration } from "@aws-sdk/client-s3";
import { readBucket } from "../find-bucket.ts";
import { configurationPage } from "../listed-configuration-page.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBucketIntelligentTieringConfigurations.html */
export const ListBucketIntelligentTieringConfigurations: Operation<
  "ListBucketIntelligentTieringConfigurations"
> = async (input, call, store): Promise<Output<"ListBucketIntelligentTieringConfigurations">> => {
  const bucket = await readBucket(store, input, call);
  const { configurations, ...page } = await configurationPage<IntelligentTieringConfiguration>(store, bucket, {
    kind: "intelligentTiering",
    token: input.ContinuationToken,
  });
  return { ...page, IntelligentTieringConfigurationList: configurations };
};
