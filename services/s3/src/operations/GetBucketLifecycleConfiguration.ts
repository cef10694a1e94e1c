import { noSuchLifecycle } from "../domain/bucket-configuration/errors.ts";
import { readBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html */
export const GetBucketLifecycleConfiguration: Operation<"GetBucketLifecycleConfiguration"> = async (
  input,
  call,
  store,
): Promise<Output<"GetBucketLifecycleConfiguration">> => {
  const { name, configurations } = await readBucket(store, input, call);
  if (configurations.lifecycle === undefined) throw noSuchLifecycle(name);
  return configurations.lifecycle;
};
