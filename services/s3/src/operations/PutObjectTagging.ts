import { checkTags } from "../domain/tags/check-tags.ts";
import { findBucket } from "../find-bucket.ts";
import { changeObject } from "../objects/change-object.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html */
export const PutObjectTagging: Operation<"PutObjectTagging"> = async (
  input,
  call,
  store,
): Promise<Output<"PutObjectTagging">> => {
  const { Key, VersionId, Tagging: tagging } = input;
  const bucket = await findBucket(store, input, call);
  checkTags(tagging.TagSet, "object");
  const tags = Object.fromEntries(tagging.TagSet.map((tag) => [tag.Key, tag.Value]));
  const changed = await changeObject(
    store,
    { bucket, call },
    {
      Key,
      VersionId,
      event: "ObjectTagging:Put",
      decide: (object) => ({ ...object, tags }),
    },
  );
  return bucket.versioning ? { VersionId: changed.versionId } : {};
};
