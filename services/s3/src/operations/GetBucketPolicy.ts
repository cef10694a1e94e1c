import { noSuchBucketPolicy } from "../domain/policy/errors.ts";
import { readBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";
import { requireOwnersAccount } from "../policy/require-owners-account.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html */
export const GetBucketPolicy: Operation<"GetBucketPolicy"> = async (
  input,
  call,
  store,
): Promise<Output<"GetBucketPolicy">> => {
  const bucket = await readBucket(store, input, call);
  requireOwnersAccount(bucket, call);
  const { policy } = bucket.configurations;
  if (policy === undefined) throw noSuchBucketPolicy(bucket.name);
  return { Policy: policy };
};
