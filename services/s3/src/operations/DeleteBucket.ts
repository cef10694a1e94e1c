import { bucketNotEmpty } from "../domain/buckets/errors.ts";
import { findBucket } from "../find-bucket.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html */
export const DeleteBucket: Operation<"DeleteBucket"> = async (input, call, store): Promise<object> => {
  const bucket = await findBucket(store, input, call);
  // What happened last in it is still to be told, and goes with it otherwise.
  await store.occurrences.handOver(bucket);
  if (!(await store.buckets.remove(bucket))) throw bucketNotEmpty(bucket.name, bucket.versioning !== undefined);
  return {};
};
