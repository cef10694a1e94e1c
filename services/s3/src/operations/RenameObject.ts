import { headerNotImplemented } from "../domain/conditions/delete-conditions.ts";
import { findBucket } from "../find-bucket.ts";
import type { Operation } from "../operation.ts";

/**
 * Renames objects of directory buckets, which are the only ones whose objects S3 renames, and of which there are none here.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_RenameObject.html
 */
export const RenameObject: Operation<"RenameObject"> = async (input, call, store): Promise<never> => {
  await findBucket(store, { Bucket: input.Bucket }, call);
  throw headerNotImplemented("x-amz-rename-source");
};
