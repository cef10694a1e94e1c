import { configureBucket } from "../change-bucket.ts";
import { invalidRequest, malformedXml } from "../domain/errors.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAccelerateConfiguration.html */
export const PutBucketAccelerateConfiguration: Operation<"PutBucketAccelerateConfiguration"> = async (
  input,
  call,
  store,
): Promise<object> => {
  const { AccelerateConfiguration: accelerate } = input;
  if (input.Bucket.includes(".")) {
    throw invalidRequest("S3 Transfer Acceleration is not supported for buckets with periods (.) in their names");
  }
  if (accelerate.Status === undefined) throw malformedXml();
  await configureBucket(store, { input, call }, { accelerate });
  return {};
};
