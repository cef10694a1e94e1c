import type { Policy as PolicyAnswer, PolicyVersion as PolicyVersionAnswer } from "@aws-sdk/client-iam";
import type { ManagedPolicy, PolicyUse, PolicyVersion } from "@skylab/identity";
import { deleteConflict, limitExceeded } from "./errors.ts";
import { encodePolicyDocument } from "./policy-document.ts";
import { VERSIONS_PER_POLICY } from "./quotas.ts";
import { timeOf } from "./time.ts";

/** A managed policy as lists show it, and CreatePolicy: without its description and its tags. */
export const describePolicy = (policy: ManagedPolicy & { readonly arn: string }, use: PolicyUse): PolicyAnswer => ({
  PolicyName: policy.name,
  PolicyId: policy.id,
  Arn: policy.arn,
  Path: policy.path,
  DefaultVersionId: policy.defaultVersion,
  AttachmentCount: use.attachments,
  PermissionsBoundaryUsageCount: use.boundaries,
  IsAttachable: true,
  CreateDate: timeOf(policy.createdAt),
  UpdateDate: timeOf(policy.updatedAt),
});

/** A version of a policy as lists show it: without its document. */
export const describeVersion = (
  policy: Pick<ManagedPolicy, "defaultVersion">,
  version: PolicyVersion,
): PolicyVersionAnswer => ({
  VersionId: version.id,
  IsDefaultVersion: version.id === policy.defaultVersion,
  CreateDate: timeOf(version.createdAt),
});

/** A version of a policy with its document. */
export const describeVersionInFull = (
  policy: Pick<ManagedPolicy, "defaultVersion">,
  version: PolicyVersion,
): PolicyVersionAnswer => ({
  Document: encodePolicyDocument(version.document),
  ...describeVersion(policy, version),
});

/** The order of versions in lists: `v10` before `v9`. */
export const byNewest = (a: string, b: string): number => Number(b.slice(1)) - Number(a.slice(1));

/**
 * The policy with one version more; the number of a deleted version is never given again.
 * @throws AwsError `LimitExceeded`
 */
export function addVersion<Policy extends ManagedPolicy>(
  policy: Policy,
  { document, now, asDefault }: { readonly document: string; readonly now: number; readonly asDefault: boolean },
): { readonly policy: Policy; readonly version: PolicyVersion } {
  if (policy.versions.length >= VERSIONS_PER_POLICY) {
    throw limitExceeded(
      `A managed policy can have up to ${String(VERSIONS_PER_POLICY)} versions. Before you create a new version, ` +
        "you must delete an existing version.",
    );
  }
  const lastVersion = policy.lastVersion + 1;
  const version = { id: `v${String(lastVersion)}`, document, createdAt: now };
  const defaultVersion = asDefault ? version.id : policy.defaultVersion;
  const versions = [version, ...policy.versions];
  return { policy: { ...policy, versions, lastVersion, defaultVersion, updatedAt: now }, version };
}

/**
 * The policy without one of its versions.
 * @throws AwsError `DeleteConflict` for the default version
 */
export function removeVersion<Policy extends ManagedPolicy>(policy: Policy, id: string): Policy {
  if (id === policy.defaultVersion) throw deleteConflict("Cannot delete the default version of a policy.");
  return { ...policy, versions: policy.versions.filter((version) => version.id !== id) };
}

/** @throws AwsError `DeleteConflict` */
export function checkPolicyDeletable({ versions }: ManagedPolicy, { attachments, boundaries }: PolicyUse): void {
  if (attachments + boundaries > 0) throw deleteConflict("Cannot delete a policy attached to entities.");
  if (versions.length > 1) {
    throw deleteConflict(
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. " +
        "The default version is deleted with the policy.",
    );
  }
}
