import { configureBucket } from "../change-bucket.ts";
import { checkWebsite } from "../domain/bucket-configuration/website.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketWebsite.html */
export const PutBucketWebsite: Operation<"PutBucketWebsite"> = async (input, call, store): Promise<object> => {
  checkWebsite(input.WebsiteConfiguration);
  await configureBucket(store, { input, call }, { website: input.WebsiteConfiguration });
  return {};
};
