import { isPublicGroup } from "../acl/groups.ts";
import type { Acl, Bucket } from "../bucket.ts";
import { canonicalId } from "../canonical-id.ts";
import { aclWithBlockPublicAccess, aclWithObjectOwnership } from "./errors.ts";

/** Whether it allows somebody something beside the bucket's owner. */
export const grantsToOthers = ({ grants }: Acl, { account }: Pick<Bucket, "account">): boolean =>
  grants.some(({ Grantee: grantee }) => grantee?.ID !== canonicalId(account));

/**
 * What a bucket is made with must agree with its ACL.
 * @throws AwsError InvalidBucketAclWithObjectOwnership, InvalidBucketAclWithBlockPublicAccessError
 */
export function checkAclOfNewBucket(bucket: Bucket): void {
  const { acl, ownership, publicAccessBlock } = bucket.configurations;
  if (acl === undefined) return;
  const isEnforced = ownership?.Rules?.[0]?.ObjectOwnership === "BucketOwnerEnforced";
  if (isEnforced && grantsToOthers(acl, bucket)) throw aclWithObjectOwnership();
  const isPublic = acl.grants.some(({ Grantee: grantee }) => isPublicGroup(grantee?.URI));
  if (isPublic && publicAccessBlock?.BlockPublicAcls) throw aclWithBlockPublicAccess();
}
