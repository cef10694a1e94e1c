import { bucketArn } from "../access/targets.ts";
import { requireAcls, requireNoPublicAcl, requireSameOwner } from "../acl/require-acls.ts";
import { configureBucket } from "../change-bucket.ts";
import { putAcl } from "../domain/acl/asked-acl.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html */
export const PutBucketAcl: Operation<"PutBucketAcl"> = async (input, call, store): Promise<object> => {
  await configureBucket(store, { input, call }, (bucket) => {
    const { acl } = putAcl(input, { owner: bucket.account, bucketOwner: bucket.account });
    requireAcls(bucket);
    requireSameOwner(acl, bucket.account);
    requireNoPublicAcl(bucket, acl, { call, action: "s3:PutBucketAcl", resource: bucketArn(bucket.name) });
    return { acl };
  });
  return {};
};
