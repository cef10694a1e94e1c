import { malformedXml } from "../domain/errors.ts";
import { bucketWithoutLock } from "../domain/object-lock/errors.ts";
import { findBucket } from "../find-bucket.ts";
import { changeObject } from "../objects/change-object.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLegalHold.html */
export const PutObjectLegalHold: Operation<"PutObjectLegalHold"> = async (
  input,
  call,
  store,
): Promise<Output<"PutObjectLegalHold">> => {
  const bucket = await findBucket(store, input, call);
  if (!bucket.objectLock) throw bucketWithoutLock();
  const legalHold = input.LegalHold?.Status;
  if (legalHold !== "ON" && legalHold !== "OFF") throw malformedXml();
  await changeObject(store, { bucket, call }, { ...input, decide: (object) => ({ ...object, legalHold }) });
  return {};
};
