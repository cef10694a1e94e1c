import { noSuchWebsite } from "../domain/bucket-configuration/errors.ts";
import { readBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketWebsite.html */
export const GetBucketWebsite: Operation<"GetBucketWebsite"> = async (
  input,
  call,
  store,
): Promise<Output<"GetBucketWebsite">> => {
  const { name, configurations } = await readBucket(store, input, call);
  if (configurations.website === undefined) throw noSuchWebsite(name);
  return configurations.website;
};
