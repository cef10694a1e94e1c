import { noSuchObjectLock } from "../domain/bucket-configuration/errors.ts";
import { readBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLockConfiguration.html */
export const GetObjectLockConfiguration: Operation<"GetObjectLockConfiguration"> = async (
  input,
  call,
  store,
): Promise<Output<"GetObjectLockConfiguration">> => {
  const { name, objectLock, configurations } = await readBucket(store, input, call);
  if (!objectLock) throw noSuchObjectLock(name);
  return { ObjectLockConfiguration: configurations.objectLock ?? { ObjectLockEnabled: "Enabled" } };
};
