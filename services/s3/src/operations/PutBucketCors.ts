import { configureBucket } from "../change-bucket.ts";
import { checkCors } from "../domain/bucket-configuration/cors.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html */
export const PutBucketCors: Operation<"PutBucketCors"> = async (input, call, store): Promise<object> => {
  checkCors(input.CORSConfiguration);
  await configureBucket(store, { input, call }, { cors: input.CORSConfiguration });
  return {};
};
