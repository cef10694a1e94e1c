import { changeBucket } from "../change-bucket.ts";
import { readObjectLock } from "../domain/bucket-configuration/object-lock.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLockConfiguration.html */
export const PutObjectLockConfiguration: Operation<"PutObjectLockConfiguration"> = async (
  input,
  call,
  store,
): Promise<Output<"PutObjectLockConfiguration">> => {
  await changeBucket(store, { input, call }, (bucket) => {
    const objectLock = readObjectLock(input.ObjectLockConfiguration, bucket);
    return { ...bucket, objectLock: true, configurations: { ...bucket.configurations, objectLock } };
  });
  return {};
};
