import type { Call } from "@skylab/service";
import { aclsDisabled, publicAclsPrevented } from "../domain/acl/errors.ts";
import { isPublicGroup } from "../domain/acl/groups.ts";
import { hasAcls } from "../domain/acl/ownership.ts";
import type { Acl, Bucket } from "../domain/bucket.ts";
import { canonicalId } from "../domain/canonical-id.ts";
import { accessDenied } from "../domain/errors.ts";

/** @throws AwsError AccessControlListNotSupported where ACLs do not count in the bucket */
export function requireAcls(bucket: Bucket): void {
  if (!hasAcls(bucket)) throw aclsDisabled();
}

/** @throws AwsError AccessDenied where an ACL is public and the bucket takes none that are */
export function requireNoPublicAcl(
  { configurations }: Bucket,
  { grants }: Acl,
  { action, call, resource }: { readonly action: string; readonly call: Call; readonly resource: string },
): void {
  if (!configurations.publicAccessBlock?.BlockPublicAcls) return;
  const isPublic = grants.some(({ Grantee }) => isPublicGroup(Grantee?.URI));
  if (isPublic) throw publicAclsPrevented(call.caller.arn, action, resource);
}

/** An ACL gives nothing to another owner. @throws AwsError AccessDenied */
export function requireSameOwner({ owner }: Acl, account: string): void {
  if (owner !== canonicalId(account)) throw accessDenied();
}
