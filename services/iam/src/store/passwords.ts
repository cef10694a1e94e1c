import type { LoginProfile, User } from "@skylab/identity";
import type { Reader, Transaction } from "@skylab/records";
import { noSuchEntity } from "../domain/errors.ts";
import { hashPassword, isAnyPassword } from "../domain/password.ts";
import { checkPassword, type PasswordPolicy, passwordReused } from "../domain/password-policy.ts";
import { OWN_TABLES } from "./tables.ts";
import { putUser } from "./users.ts";

export const findPasswordPolicy = (rows: Reader): Promise<PasswordPolicy | undefined> =>
  rows.get(OWN_TABLES.passwordPolicy);

/** @throws AwsError `NoSuchEntity` */
export function requireLoginProfile(user: User): LoginProfile {
  if (user.loginProfile === undefined) throw noSuchEntity(`Login Profile for User ${user.name} cannot be found.`);
  return user.loginProfile;
}

export const putLoginProfile = (rows: Transaction, user: User, loginProfile: LoginProfile): void =>
  putUser(rows, { ...user, loginProfile });

export function removeLoginProfile(rows: Transaction, user: User): void {
  const { loginProfile: _loginProfile, ...rest } = user;
  putUser(rows, rest);
}

/** A password that a user is to have from now on; the salt is random. */
export type NewPassword = { readonly password: string; readonly salt: Uint8Array; readonly now: number };

/**
 * A profile with a first password, if the account's policy allows it.
 * @throws AwsError `PasswordPolicyViolation`
 */
export async function newLoginProfile(
  rows: Reader,
  user: User,
  { password, salt, now }: NewPassword,
): Promise<LoginProfile> {
  checkPassword(password, user.name, await findPasswordPolicy(rows));
  const passwordHash = await hashPassword(password, salt);
  return { passwordHash, createdAt: now, resetRequired: false, passwordChangedAt: now, formerHashes: [] };
}

/**
 * The profile of a user with another password, if the account's policy allows it.
 * @throws AwsError `PasswordPolicyViolation`
 */
export async function changePassword(
  rows: Reader,
  user: User,
  { password, salt, now }: NewPassword,
): Promise<LoginProfile> {
  const profile = requireLoginProfile(user);
  const policy = await findPasswordPolicy(rows);
  checkPassword(password, user.name, policy);
  const formerHashes = [profile.passwordHash, ...profile.formerHashes].slice(0, policy?.remembered ?? 0);
  if (await isAnyPassword(password, formerHashes)) throw passwordReused();
  return { ...profile, passwordHash: await hashPassword(password, salt), passwordChangedAt: now, formerHashes };
}

export const putPasswordPolicy = (rows: Transaction, policy: PasswordPolicy): void =>
  rows.put(OWN_TABLES.passwordPolicy, policy);

export const removePasswordPolicy = (rows: Transaction): void => rows.remove(OWN_TABLES.passwordPolicy);
