import { noSuchKey } from "../domain/errors.ts";
import { findBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export const HeadObject: Operation<"HeadObject"> = async (input, call, store): Promise<Output<"HeadObject">> => {
  const bucket = await findBucket(store, input, call);
  const version = await store.objects.find(bucket, input.Key, input.VersionId);
  if (version?.kind !== "object") throw noSuchKey(input.Key);
  return {
    ETag: `"${version.etag}"`,
    LastModified: new Date(version.lastModified),
    ContentLength: version.size,
    ContentType: version.headers.contentType ?? "binary/octet-stream",
    Metadata: { ...version.metadata },
    AcceptRanges: "bytes",
    VersionId: bucket.versioning && version.versionId,
  };
};
