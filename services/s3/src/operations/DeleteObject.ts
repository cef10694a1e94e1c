import { findBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export const DeleteObject: Operation<"DeleteObject"> = async (input, call, store): Promise<Output<"DeleteObject">> => {
  const bucket = await findBucket(store, input, call);
  const how = { owner: bucket.account, now: call.clock.now() };
  if (input.VersionId !== undefined) {
    const gone = await store.objects.removeVersion(bucket, input.Key, { ...how, versionId: input.VersionId });
    return { VersionId: input.VersionId, ...(gone?.kind === "marker" && { DeleteMarker: true }) };
  }
  const marker = await store.objects.remove(bucket, input.Key, how);
  return marker === undefined ? {} : { DeleteMarker: true, VersionId: marker.versionId };
};
