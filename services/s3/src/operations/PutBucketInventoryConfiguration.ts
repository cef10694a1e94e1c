import { checkId, checkInventory, tooManyConfigurations } from "../domain/bucket-configuration/listed.ts";
import { findBucket } from "../find-bucket.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketInventoryConfiguration.html */
export const PutBucketInventoryConfiguration: Operation<"PutBucketInventoryConfiguration"> = async (
  input,
  call,
  store,
): Promise<object> => {
  const { InventoryConfiguration: configuration } = input;
  checkId(configuration, input.Id);
  checkInventory(configuration);
  const bucket = await findBucket(store, input, call);
  if (!(await store.listedConfigurations.put(bucket, "inventory", configuration))) throw tooManyConfigurations();
  return {};
};
