import type { Call } from "@skylab/service";
import type { Bucket } from "../domain/bucket.ts";
import { type ConditionNames, requireConditions } from "../domain/conditions/read-conditions.ts";
import { type CustomerKey, readCustomerKey, requireCustomerKey } from "../domain/encryption/customer-key.ts";
import { accessDenied, invalidRequest, noSuchBucket, noSuchKey, noSuchVersion } from "../domain/errors.ts";
import type { StoredObject } from "../domain/object-version.ts";
import { checkVersionId } from "../domain/objects/check-version-id.ts";
import { readCopySource } from "../domain/objects/copy-source.ts";
import { requireReadable } from "../domain/objects/storage-class.ts";
import type { S3Store } from "../store/store.ts";
import { missingObject, type Place } from "./missing-object.ts";

/** The members of an input that say what is copied, as CopyObject and UploadPartCopy have them. */
export type CopySourceInput = {
  readonly CopySource: string;
  readonly CopySourceIfMatch?: string | undefined;
  readonly CopySourceIfNoneMatch?: string | undefined;
  readonly CopySourceIfModifiedSince?: Date | undefined;
  readonly CopySourceIfUnmodifiedSince?: Date | undefined;
  readonly CopySourceSSECustomerAlgorithm?: string | undefined;
  readonly CopySourceSSECustomerKey?: string | undefined;
  readonly CopySourceSSECustomerKeyMD5?: string | undefined;
  readonly ExpectedSourceBucketOwner?: string | undefined;
};

/** What is copied, and by which key it is read. */
export type FoundSource = {
  readonly bucket: Bucket;
  readonly version: StoredObject;
  readonly customerKey: CustomerKey | undefined;
};

const CONDITION_NAMES: ConditionNames = {
  ifMatch: "x-amz-copy-source-If-Match",
  ifNoneMatch: "x-amz-copy-source-If-None-Match",
  ifModifiedSince: "x-amz-copy-source-If-Modified-Since",
  ifUnmodifiedSince: "x-amz-copy-source-If-Unmodified-Since",
};

/** @throws AwsError NoSuchBucket, NoSuchKey, NoSuchVersion, InvalidRequest, PreconditionFailed, InvalidObjectState … */
export async function findCopySource(store: S3Store, input: CopySourceInput, call: Call): Promise<FoundSource> {
  const source = readCopySource(input.CopySource);
  // Of whatever region: S3 copies from one to another.
  const bucket = await store.buckets.find(source.bucket);
  if (bucket === undefined) throw noSuchBucket(source.bucket);
  const expected = input.ExpectedSourceBucketOwner;
  if (expected !== undefined && expected !== bucket.account) throw accessDenied();
  const version = await findVersion(store, { bucket, call }, source);
  const customerKey = readCustomerKey({
    SSECustomerAlgorithm: input.CopySourceSSECustomerAlgorithm,
    SSECustomerKey: input.CopySourceSSECustomerKey,
    SSECustomerKeyMD5: input.CopySourceSSECustomerKeyMD5,
  });
  requireCustomerKey(version.encryption, customerKey);
  const now = call.clock.now();
  requireConditions(version, conditionsOf(input), { now, names: CONDITION_NAMES });
  requireReadable(version, now);
  return { bucket, version, customerKey };
}

const conditionsOf = (input: CopySourceInput): Parameters<typeof requireConditions>[1] => ({
  ifMatch: input.CopySourceIfMatch,
  ifNoneMatch: input.CopySourceIfNoneMatch,
  ifModifiedSince: input.CopySourceIfModifiedSince,
  ifUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
});

async function findVersion(
  store: S3Store,
  place: Place,
  { key, versionId }: { readonly key: string; readonly versionId: string | undefined },
): Promise<StoredObject> {
  const { bucket } = place;
  checkVersionId(bucket, versionId);
  const version = await store.objects.find(bucket, key, versionId);
  if (version?.kind === "object") return version;
  if (versionId === undefined) throw await missingObject(place, noSuchKey(key));
  if (version === undefined) throw await missingObject(place, noSuchVersion(key, versionId));
  throw invalidRequest("The source of a copy request may not specifically refer to a delete marker by version id.");
}
