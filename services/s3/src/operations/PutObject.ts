import { createHash } from "node:crypto";
import { findBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const PutObject: Operation<"PutObject"> = async (input, call, store): Promise<Output<"PutObject">> => {
  const bucket = await findBucket(store, input, call);
  const md5 = createHash("md5");
  async function* hashed(): AsyncGenerator<Uint8Array> {
    for await (const chunk of input.Body ?? []) {
      md5.update(chunk);
      yield chunk;
    }
  }
  const kept = await store.bodies.keep(hashed(), { size: input.ContentLength, signal: call.signal });
  const { versionId, etag } = await store.objects.put(
    bucket,
    {
      kind: "object",
      key: input.Key,
      lastModified: call.clock.now(),
      owner: bucket.account,
      size: kept.size,
      etag: md5.digest("hex"),
      body: kept.body,
      headers: { ...(input.ContentType !== undefined && { contentType: input.ContentType }) },
      metadata: { ...input.Metadata },
    },
    { kept },
  );
  return { ETag: `"${etag}"`, ...(bucket.versioning && { VersionId: versionId }) };
};
