import { noSuchCors } from "../domain/bucket-configuration/errors.ts";
import { readBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketCors.html */
export const GetBucketCors: Operation<"GetBucketCors"> = async (
  input,
  call,
  store,
): Promise<Output<"GetBucketCors">> => {
  const { name, configurations } = await readBucket(store, input, call);
  if (configurations.cors === undefined) throw noSuchCors(name);
  return configurations.cors;
};
