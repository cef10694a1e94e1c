import type { InstanceProfile as InstanceProfileAnswer } from "@aws-sdk/client-iam";
import { type Role, rowKey } from "@skylab/identity";
import type { Reader, Transaction } from "@skylab/records";
import { noSuchEntity } from "../domain/errors.ts";
import { describeInstanceProfile, type InstanceProfile } from "../domain/instance-profile.ts";
import type { ReadRows } from "../domain/page.ts";
import { describeRole } from "../domain/role.ts";
import { findRole } from "./roles.ts";
import { OWN_TABLES } from "./tables.ts";
import { trustPolicyOf } from "./trust-policies.ts";

/** @throws AwsError `NoSuchEntity` */
export async function requireInstanceProfile(rows: Reader, name: string): Promise<InstanceProfile> {
  const profile = await findInstanceProfile(rows, name);
  if (profile === undefined) throw noSuchEntity(`Instance Profile ${name} cannot be found.`);
  return profile;
}

export const findInstanceProfile = (rows: Reader, name: string): Promise<InstanceProfile | undefined> =>
  rows.get(OWN_TABLES.instanceProfiles, rowKey(name));

export const putInstanceProfile = (rows: Transaction, profile: InstanceProfile): void =>
  rows.put(OWN_TABLES.instanceProfiles, profile, rowKey(profile.name));

export const removeInstanceProfile = (rows: Transaction, { name }: InstanceProfile): void =>
  rows.remove(OWN_TABLES.instanceProfiles, rowKey(name));

/** All instance profiles, by name. */
export const listInstanceProfiles =
  (rows: Reader): ReadRows<InstanceProfile> =>
  (after, limit) =>
    rows.list(OWN_TABLES.instanceProfiles, { after, limit });

/** The instance profiles that a role is in. */
export async function instanceProfilesOf(rows: Reader, role: Role): Promise<readonly InstanceProfile[]> {
  const profiles = await Promise.all(role.instanceProfiles.map((name) => findInstanceProfile(rows, name)));
  return profiles.filter((profile) => profile !== undefined);
}

/** An instance profile as IAM answers it, with its role, but for its tags. */
export async function instanceProfileAnswer(
  rows: Reader,
  account: string,
  profile: InstanceProfile,
): Promise<InstanceProfileAnswer> {
  const role = profile.role === undefined ? undefined : await findRole(rows, profile.role);
  if (role === undefined) return describeInstanceProfile(account, profile, []);
  const trustPolicy = await trustPolicyOf(rows, account, role);
  return describeInstanceProfile(account, profile, [describeRole(account, role, trustPolicy)]);
}
