import { readBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAbac.html */
export const GetBucketAbac: Operation<"GetBucketAbac"> = async (
  input,
  call,
  store,
): Promise<Output<"GetBucketAbac">> => {
  const { configurations } = await readBucket(store, input, call);
  return { AbacStatus: configurations.abac ?? { Status: "Disabled" } };
};
