import { noSuchBucketPolicy } from "../domain/policy/errors.ts";
import { isPublicPolicy } from "../domain/policy/is-public.ts";
import { readBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html */
export const GetBucketPolicyStatus: Operation<"GetBucketPolicyStatus"> = async (
  input,
  call,
  store,
): Promise<Output<"GetBucketPolicyStatus">> => {
  const { name, configurations } = await readBucket(store, input, call);
  if (configurations.policy === undefined) throw noSuchBucketPolicy(name);
  return { PolicyStatus: { IsPublic: isPublicPolicy(configurations.policy) } };
};
