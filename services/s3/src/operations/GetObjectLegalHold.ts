import { bucketWithoutLock, objectWithoutLock } from "../domain/object-lock/errors.ts";
import { findBucket } from "../find-bucket.ts";
import { findObject } from "../objects/find-object.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLegalHold.html */
export const GetObjectLegalHold: Operation<"GetObjectLegalHold"> = async (
  input,
  call,
  store,
): Promise<Output<"GetObjectLegalHold">> => {
  const bucket = await findBucket(store, input, call);
  if (!bucket.objectLock) throw bucketWithoutLock();
  const { legalHold } = await findObject(store, { bucket, call }, { ...input, method: "GET" });
  if (legalHold === undefined) throw objectWithoutLock();
  return { LegalHold: { Status: legalHold } };
};
