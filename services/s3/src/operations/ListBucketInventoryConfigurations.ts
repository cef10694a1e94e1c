import type { InventoryConfiguration } from "@aws-sdk/client-s3";
import { readBucket } from "../find-bucket.ts";
import { configurationPage } from "../listed-configuration-page.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBucketInventoryConfigurations.html */
export const ListBucketInventoryConfigurations: Operation<"ListBucketInventoryConfigurations"> = async (
  input,
  call,
  store,
): Promise<Output<"ListBucketInventoryConfigurations">> => {
  const bucket = await readBucket(store, input, call);
  const { configurations, ...page } = await configurationPage<InventoryConfiguration>(store, bucket, {
    kind: "inventory",
    token: input.ContinuationToken,
  });
  return { ...page, InventoryConfigurationList: configurations };
};
