import { noSuchTagSet } from "../domain/bucket-configuration/errors.ts";
import { readBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html */
export const GetBucketTagging: Operation<"GetBucketTagging"> = async (
  input,
  call,
  store,
): Promise<Output<"GetBucketTagging">> => {
  const { name, configurations } = await readBucket(store, input, call);
  if (configurations.tags === undefined) throw noSuchTagSet(name);
  return { TagSet: configurations.tags };
};
