import { readBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketRequestPayment.html */
export const GetBucketRequestPayment: Operation<"GetBucketRequestPayment"> = async (
  input,
  call,
  store,
): Promise<Output<"GetBucketRequestPayment">> => {
  const { configurations } = await readBucket(store, input, call);
  return { Payer: configurations.requestPayment?.Payer ?? "BucketOwner" };
};
