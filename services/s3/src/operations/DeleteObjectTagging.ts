import { findBucket } from "../find-bucket.ts";
import { changeObject } from "../objects/change-object.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html */
export const DeleteObjectTagging: Operation<"DeleteObjectTagging"> = async (
  input,
  call,
  store,
): Promise<Output<"DeleteObjectTagging">> => {
  const { Key, VersionId } = input;
  const bucket = await findBucket(store, input, call);
  const changed = await changeObject(
    store,
    { bucket, call },
    {
      Key,
      VersionId,
      event: "ObjectTagging:Delete",
      decide: ({ tags: _deleted, ...object }) => object,
    },
  );
  return bucket.versioning ? { VersionId: changed.versionId } : {};
};
