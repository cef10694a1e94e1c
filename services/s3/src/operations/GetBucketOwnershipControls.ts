import { noSuchOwnershipControls } from "../domain/bucket-configuration/errors.ts";
import { readBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketOwnershipControls.html */
export const GetBucketOwnershipControls: Operation<"GetBucketOwnershipControls"> = async (
  input,
  call,
  store,
): Promise<Output<"GetBucketOwnershipControls">> => {
  const { name, configurations } = await readBucket(store, input, call);
  if (configurations.ownership === undefined) throw noSuchOwnershipControls(name);
  return { OwnershipControls: configurations.ownership };
};
