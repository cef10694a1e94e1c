import { isRootOf } from "@skylab/auth";
import { BoundedMap } from "@skylab/aws";
import type { Caller } from "@skylab/service";
import {
  aclStatements,
  BUCKET_PERMISSIONS,
  MISSING_KEY_PERMISSIONS,
  OBJECT_PERMISSIONS,
  type PolicyStatement,
} from "../domain/acl/acl-statements.ts";
import { hasAcls } from "../domain/acl/ownership.ts";
import type { Acl, Bucket } from "../domain/bucket.ts";
import type { StoredObject } from "../domain/object-version.ts";
import { isPublicPolicy } from "../domain/policy/is-public.ts";
import { readPolicy } from "../domain/policy/policy-document.ts";

// What a resource itself says about its callers: the bucket's policy, and what ACLs grant, as one document.

/** Of a bucket, and of what is written to it. */
export const policyOfBucket = (bucket: Bucket, caller: Caller): string | undefined =>
  compose(bucket, caller, grantedBy(bucket, bucket.configurations.acl, BUCKET_PERMISSIONS));

/** Of a key where no object is: whoever may list is told so. */
export const policyOfMissingKey = (bucket: Bucket, caller: Caller): string | undefined =>
  compose(bucket, caller, grantedBy(bucket, bucket.configurations.acl, MISSING_KEY_PERMISSIONS));

/** Of an object in a bucket where ACLs count. A bucket's policy can allow nothing on what is another account's. */
export function policyOfObject(bucket: Bucket, caller: Caller, { acl, owner }: StoredObject): string | undefined {
  const granted = grantedBy(bucket, acl, OBJECT_PERMISSIONS);
  return owner === bucket.account ? compose(bucket, caller, granted) : withGrants(denialsOf(bucket), granted);
}

const grantedBy = (
  bucket: Bucket,
  acl: Acl | undefined,
  permissions: Parameters<typeof aclStatements>[1],
): readonly PolicyStatement[] =>
  acl === undefined || !hasAcls(bucket)
    ? []
    : aclStatements(acl.grants, permissions, bucket.configurations.publicAccessBlock?.IgnorePublicAcls);

function compose(bucket: Bucket, caller: Caller, granted: readonly PolicyStatement[]): string | undefined {
  const { policy } = bucket.configurations;
  if (policy === undefined) {
    // What only allows says nothing new about who may do everything.
    return isRootOf(bucket.account, caller) ? undefined : withGrants(NO_POLICY, granted);
  }
  if (isRestricted(bucket, caller)) return withGrants(denialsOf(bucket), granted);
  return granted.length === 0 ? policy : withGrants(known(policy), granted);
}

/** Whether a public policy lets in nobody but the owner's account and AWS's services. */
const isRestricted = ({ account, configurations }: Bucket, caller: Caller): boolean =>
  caller.account !== account &&
  caller.service === undefined &&
  configurations.publicAccessBlock?.RestrictPublicBuckets === true &&
  configurations.policy !== undefined &&
  known(configurations.policy).isPublic;

/** A policy, read. */
type Known = { readonly version: string; readonly statements: readonly PolicyStatement[]; readonly isPublic: boolean };

const NO_POLICY: Known = { version: "2012-10-17", statements: [], isPublic: false };

/** As many as compiled ones. */
const policies = new BoundedMap<string, Known>(2000);

const known = (json: string): Known =>
  policies.get(json, () => {
    const { Statement: statements, Version: version = "2008-10-17" } = readPolicy(json);
    return { version, statements, isPublic: isPublicPolicy(json) };
  });

function denialsOf({ configurations: { policy } }: Bucket): Known {
  if (policy === undefined) return NO_POLICY;
  const { statements, ...rest } = known(policy);
  return { ...rest, statements: statements.filter(({ Effect }) => Effect === "Deny") };
}

/** The same text for the same statements: it is compiled once. */
function withGrants({ statements, version }: Known, granted: readonly PolicyStatement[]): string | undefined {
  const Statement = [...statements, ...granted];
  return Statement.length === 0 ? undefined : JSON.stringify({ Version: version, Statement });
}
