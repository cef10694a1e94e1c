import { findBucket } from "../find-bucket.ts";
import { findObject } from "../objects/find-object.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html */
export const GetObjectTagging: Operation<"GetObjectTagging"> = async (
  input,
  call,
  store,
): Promise<Output<"GetObjectTagging">> => {
  const { Key, VersionId } = input;
  const bucket = await findBucket(store, input, call);
  const { tags = {}, versionId } = await findObject(store, { bucket, call }, { Key, VersionId, method: "GET" });
  return {
    ...(bucket.versioning && { VersionId: versionId }),
    TagSet: Object.entries(tags).map(([key, value]) => ({ Key: key, Value: value })),
  };
};
