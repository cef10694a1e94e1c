import { readBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html */
export const GetBucketVersioning: Operation<"GetBucketVersioning"> = async (
  input,
  call,
  store,
): Promise<Output<"GetBucketVersioning">> => {
  const { versioning } = await readBucket(store, input, call);
  return { Status: versioning };
};
