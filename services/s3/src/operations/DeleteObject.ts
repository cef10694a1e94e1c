import { headerNotImplemented } from "../domain/conditions/delete-conditions.ts";
import { findBucket } from "../find-bucket.ts";
import { deleteVersion } from "../objects/delete-version.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export const DeleteObject: Operation<"DeleteObject"> = async (input, call, store): Promise<Output<"DeleteObject">> => {
  const bucket = await findBucket(store, input, call);
  if (input.MFA !== undefined) throw headerNotImplemented("x-amz-mfa");
  // Of directory buckets alone.
  if (input.IfMatchSize !== undefined) throw headerNotImplemented("x-amz-if-match-size");
  if (input.IfMatchLastModifiedTime !== undefined) throw headerNotImplemented("x-amz-if-match-last-modified-time");
  const { Key: key, VersionId: versionId, IfMatch: etag, BypassGovernanceRetention: bypassGovernance } = input;
  const deleted = await deleteVersion(store, { bucket, call }, { key, versionId, etag, bypassGovernance });
  return {
    ...(deleted.versionId !== undefined && { VersionId: deleted.versionId }),
    ...(deleted.isMarker && { DeleteMarker: true }),
  };
};
