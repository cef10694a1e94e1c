import { bucketWithoutLock, objectWithoutLock } from "../domain/object-lock/errors.ts";
import { findBucket } from "../find-bucket.ts";
import { findObject } from "../objects/find-object.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectRetention.html */
export const GetObjectRetention: Operation<"GetObjectRetention"> = async (
  input,
  call,
  store,
): Promise<Output<"GetObjectRetention">> => {
  const bucket = await findBucket(store, input, call);
  if (!bucket.objectLock) throw bucketWithoutLock();
  const { retention } = await findObject(store, { bucket, call }, { ...input, method: "GET" });
  if (retention === undefined) throw objectWithoutLock();
  return { Retention: { Mode: retention.mode, RetainUntilDate: new Date(retention.until) } };
};
