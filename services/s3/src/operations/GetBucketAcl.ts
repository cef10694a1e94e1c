import { ownerGrants } from "../domain/acl/canned-grants.ts";
import { hasAcls } from "../domain/acl/ownership.ts";
import { canonicalId } from "../domain/canonical-id.ts";
import { readBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html */
export const GetBucketAcl: Operation<"GetBucketAcl"> = async (input, call, store): Promise<Output<"GetBucketAcl">> => {
  const bucket = await readBucket(store, input, call);
  const acl = hasAcls(bucket) ? bucket.configurations.acl : undefined;
  return { Owner: { ID: canonicalId(bucket.account) }, Grants: acl?.grants ?? ownerGrants(bucket.account) };
};
