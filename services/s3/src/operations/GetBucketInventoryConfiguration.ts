import type { InventoryConfiguration } from "@aws-sdk/client-s3";
import { noSuchConfiguration } from "../domain/bucket-configuration/errors.ts";
import { readBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketInventoryConfiguration.html */
export const GetBucketInventoryConfiguration: Operation<"GetBucketInventoryConfiguration"> = async (
  input,
  call,
  store,
): Promise<Output<"GetBucketInventoryConfiguration">> => {
  const bucket = await readBucket(store, input, call);
  const found = await store.listedConfigurations.find<InventoryConfiguration>(bucket, "inventory", input.Id);
  if (found === undefined) throw noSuchConfiguration();
  return { InventoryConfiguration: found };
};
