import type { LoginProfile as LoginProfileAnswer } from "@aws-sdk/client-iam";
import { AwsError } from "@skylab/aws";
import type { LoginProfile, User } from "@skylab/identity";
import { actorOf } from "./acting-user.ts";
import { accessDenied, validationError } from "./errors.ts";
import { timeOf } from "./time.ts";

/** A login profile as IAM answers it: there is one, and nothing of its password. */
export const describeLoginProfile = (user: User, profile: LoginProfile): LoginProfileAnswer => ({
  UserName: user.name,
  CreateDate: timeOf(profile.createdAt),
  PasswordResetRequired: profile.resetRequired,
});

/**
 * The model lets a password be absent, for the root of member accounts; users need one.
 * @throws AwsError `ValidationError`
 */
export function requirePassword(password: string | undefined): string {
  if (password !== undefined) return password;
  throw validationError(
    "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null",
  );
}

/**
 * The user who changes its own password.
 * @throws AwsError `InvalidUserType` for root
 */
export function passwordChanger(callerArn: string): string {
  const actor = actorOf(callerArn);
  if (!actor.root) return actor.userName;
  throw new AwsError("InvalidUserTypeException", "Only IAM Users can change their own password");
}

export const wrongPassword = (): AwsError => accessDenied("The old password was incorrect.");
