import { bucketArn } from "../access/targets.ts";
import { configureBucket } from "../change-bucket.ts";
import { publicPoliciesPrevented } from "../domain/policy/errors.ts";
import { isPublicPolicy } from "../domain/policy/is-public.ts";
import type { Operation } from "../operation.ts";
import { checkPolicy } from "../policy/check-policy.ts";
import { requireOwnersAccount } from "../policy/require-owners-account.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
export const PutBucketPolicy: Operation<"PutBucketPolicy"> = async (input, call, store): Promise<object> => {
  const { Policy: policy } = input;
  await configureBucket(store, { input, call }, (bucket) => {
    requireOwnersAccount(bucket, call);
    checkPolicy(policy, bucket.name);
    if (bucket.configurations.publicAccessBlock?.BlockPublicPolicy && isPublicPolicy(policy)) {
      throw publicPoliciesPrevented(call.caller.arn, bucketArn(bucket.name));
    }
    return { policy };
  });
  return {};
};
