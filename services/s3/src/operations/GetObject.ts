import { noSuchKey } from "../domain/errors.ts";
import { findBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export const GetObject: Operation<"GetObject"> = async (input, call, store): Promise<Output<"GetObject">> => {
  const bucket = await findBucket(store, input, call);
  const version = await store.objects.find(bucket, input.Key, input.VersionId);
  if (version?.kind !== "object") throw noSuchKey(input.Key);
  const body = await store.bodies.read(bucket, version.body);
  if (body === undefined) return GetObject(input, call, store);
  return {
    Body: body,
    ETag: `"${version.etag}"`,
    LastModified: new Date(version.lastModified),
    ContentLength: version.size,
    ContentType: version.headers.contentType ?? "binary/octet-stream",
    Metadata: { ...version.metadata },
    AcceptRanges: "bytes",
    VersionId: bucket.versioning && version.versionId,
  };
};
