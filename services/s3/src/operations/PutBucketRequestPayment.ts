import { configureBucket } from "../change-bucket.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketRequestPayment.html */
export const PutBucketRequestPayment: Operation<"PutBucketRequestPayment"> = async (
  input,
  call,
  store,
): Promise<object> => {
  await configureBucket(store, { input, call }, { requestPayment: input.RequestPaymentConfiguration });
  return {};
};
