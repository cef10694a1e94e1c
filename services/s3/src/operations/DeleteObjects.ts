import type * as sdk from "@aws-sdk/client-s3";
import { requirePayer } from "../access/requester-pays.ts";
import { headerNotImplemented } from "../domain/conditions/delete-conditions.ts";
import { malformedXml } from "../domain/errors.ts";
import { findBucket } from "../find-bucket.ts";
import { deleteMany, type Outcome } from "../objects/delete-many.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
const MAX_OBJECTS = 1000;

export const DeleteObjects: Operation<"DeleteObjects"> = async (
  input,
  call,
  store,
): Promise<Output<"DeleteObjects">> => {
  const bucket = await findBucket(store, input, call);
  requirePayer(bucket, call);
  const { Objects: objects, Quiet: quiet } = input.Delete;
  if (objects.length === 0 || objects.length > MAX_OBJECTS) throw malformedXml();
  if (input.MFA !== undefined) throw headerNotImplemented("x-amz-mfa");
  const outcomes = await deleteMany(
    store,
    { bucket, call },
    objects.map(({ Key, VersionId, ETag }) => ({
      key: Key,
      versionId: VersionId,
      etag: ETag,
      bypassGovernance: input.BypassGovernanceRetention,
    })),
  );
  const errors = outcomes.flatMap(errorOf);
  return {
    ...(quiet !== true && { Deleted: outcomes.flatMap(deletedOf) }),
    ...(errors.length > 0 && { Errors: errors }),
  };
};

function deletedOf(outcome: Outcome): readonly sdk.DeletedObject[] {
  if ("error" in outcome) return [];
  const { deletion, deleted } = outcome;
  const { key: Key, versionId } = deletion;
  const marker = deleted.isMarker && { DeleteMarker: true, DeleteMarkerVersionId: deleted.versionId };
  return [{ Key, ...(versionId !== undefined && { VersionId: versionId }), ...marker }];
}

function errorOf(outcome: Outcome): readonly sdk._Error[] {
  if (!("error" in outcome)) return [];
  const { deletion, error } = outcome;
  const { key: Key, versionId } = deletion;
  return [{ Key, ...(versionId !== undefined && { VersionId: versionId }), Code: error.code, Message: error.message }];
}
