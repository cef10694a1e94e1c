import { configureBucket } from "../change-bucket.ts";
import { checkTags } from "../domain/tags/check-tags.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html */
export const PutBucketTagging: Operation<"PutBucketTagging"> = async (input, call, store): Promise<object> => {
  const tags = input.Tagging.TagSet;
  checkTags(tags, "bucket");
  await configureBucket(store, { input, call }, { tags: tags.length > 0 ? tags : undefined });
  return {};
};
