import {
  type AwsManagedPolicy,
  type ManagedPolicy,
  managedPolicy,
  type PolicyUse,
  type PolicyVersion,
  rowKey,
  SIDE_TABLES,
  TABLES,
} from "@skylab/identity";
import type { Reader, Transaction } from "@skylab/records";
import { iamArn } from "../domain/arns.ts";
import { accessDenied, noSuchEntity } from "../domain/errors.ts";
import { isAwsPolicy, policyNameOf } from "../domain/policy-arn.ts";

/** A managed policy that can be attached: the account's, or one of AWS's. */
export type KnownPolicy = ManagedPolicy & { readonly arn: string };

/** A policy's ARN, as the account that asks for it sees it. */
export type PolicyRef = { readonly account: string; readonly arn: string };

/** The policy with this ARN, if it is AWS's or the account's. */
export async function findPolicy(rows: Reader, { account, arn }: PolicyRef): Promise<KnownPolicy | undefined> {
  const ofAws = managedPolicy(arn);
  if (ofAws !== undefined) return knownPolicy(ofAws);
  const policy = await findPolicyByName(rows, policyNameOf(arn));
  if (policy === undefined || iamArn(account, "policy", policy) !== arn) return undefined;
  return { ...policy, arn };
}

/** A policy of the account: a name is given once, whatever the path. */
export const findPolicyByName = (rows: Reader, name: string): Promise<ManagedPolicy | undefined> =>
  rows.get(TABLES.policies, rowKey(name));

/** @throws AwsError `NoSuchEntity` */
export async function requirePolicy(rows: Reader, ref: PolicyRef): Promise<KnownPolicy> {
  const policy = await findPolicy(rows, ref);
  if (policy === undefined) throw policyNotFound(ref.arn);
  return policy;
}

/**
 * A policy that is to be used: IAM has other words for it where it is not there.
 * @throws AwsError `NoSuchEntity`
 */
export async function requireAttachablePolicy(rows: Reader, ref: PolicyRef): Promise<KnownPolicy> {
  const policy = await findPolicy(rows, ref);
  if (policy === undefined) throw noSuchEntity(`Policy ${ref.arn} does not exist or is not attachable.`);
  return policy;
}

/**
 * A policy that the account may change.
 * @throws AwsError `NoSuchEntity`, `AccessDenied` for AWS's own
 */
export async function requireOwnPolicy(rows: Reader, ref: PolicyRef): Promise<KnownPolicy> {
  checkOwn(ref);
  return requirePolicy(rows, ref);
}

/**
 * A policy that the account may change, in the other words.
 * @throws AwsError `NoSuchEntity`, `AccessDenied` for AWS's own
 */
export async function requireOwnAttachablePolicy(rows: Reader, ref: PolicyRef): Promise<KnownPolicy> {
  checkOwn(ref);
  return requireAttachablePolicy(rows, ref);
}

/**
 * A version of a policy that the account may change.
 * @throws AwsError `NoSuchEntity`, `AccessDenied` for AWS's own
 */
export async function requireOwnPolicyVersion(rows: Reader, ref: PolicyRef, id: string): Promise<VersionOfPolicy> {
  checkOwn(ref);
  return requirePolicyVersion(rows, ref, id);
}

function checkOwn({ arn }: PolicyRef): void {
  if (isAwsPolicy(arn)) throw accessDenied("Policy is outside your own account.");
}

/**
 * A version of a policy.
 * @throws AwsError `NoSuchEntity` in the same words whether the policy is missing or its version
 */
export async function requirePolicyVersion(rows: Reader, ref: PolicyRef, id: string): Promise<VersionOfPolicy> {
  const policy = await findPolicy(rows, ref);
  const version = policy?.versions.find((one) => one.id === id);
  if (policy === undefined || version === undefined) {
    throw noSuchEntity(`Policy ${ref.arn} version ${id} does not exist or is not attachable.`);
  }
  return { policy, version };
}

export type VersionOfPolicy = { readonly policy: KnownPolicy; readonly version: PolicyVersion };

export const policyNotFound = (arn: string) => noSuchEntity(`Policy ${arn} was not found.`);

/** Keeps a policy of the account; its ARN follows from the rest. */
export function putPolicy(rows: Transaction, policy: ManagedPolicy | KnownPolicy): void {
  const { arn: _arn, ...row } = { arn: undefined, ...policy };
  rows.put(TABLES.policies, row, rowKey(policy.name));
}

export function removePolicy(rows: Transaction, { name, arn }: KnownPolicy): void {
  rows.remove(TABLES.policies, rowKey(name));
  rows.remove(SIDE_TABLES.policyUses, arn);
}

/** How often a policy is attached, and set as boundary. */
export const useOfPolicy = async (rows: Reader, arn: string): Promise<PolicyUse> =>
  (await rows.get(SIDE_TABLES.policyUses, arn)) ?? { attachments: 0, boundaries: 0 };

/** One of AWS's, in the form of the account's: of its versions only the latest is known. */
export const knownPolicy = ({ document, ...policy }: AwsManagedPolicy): KnownPolicy => ({
  ...policy,
  tags: {},
  versions: [{ id: policy.defaultVersion, document, createdAt: policy.updatedAt }],
  lastVersion: Number(policy.defaultVersion.slice(1)),
});
