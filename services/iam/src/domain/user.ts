import type { User as UserAnswer } from "@aws-sdk/client-iam";
import { formatArn } from "@skylab/aws";
import type { Account, User } from "@skylab/identity";
import { iamArn } from "./arns.ts";
import { deleteConflict } from "./errors.ts";
import { checkNoPolicies, describeBoundary } from "./holder.ts";
import { describeAnyTags } from "./tags.ts";
import { timeOf } from "./time.ts";

/** A user as IAM answers it. */
export const describeUser = (account: string, user: User): UserAnswer => ({
  Path: user.path,
  UserName: user.name,
  UserId: user.id,
  Arn: iamArn(account, "user", user),
  CreateDate: timeOf(user.createdAt),
});

/** A user as CreateUser and GetUser answer it. */
export const describeUserFully = (account: string, user: User): UserAnswer => ({
  ...describeUser(account, user),
  ...describeBoundary(user),
  ...describeAnyTags(user.tags),
});

/** The account's root, which has neither name nor path. */
export const describeRoot = ({ id, createdAt }: Account): UserAnswer => ({
  Path: undefined,
  UserName: undefined,
  UserId: id,
  Arn: formatArn({ service: "iam", region: "", account: id, resource: "root" }),
  CreateDate: timeOf(createdAt),
});

/** @throws AwsError `DeleteConflict` while anything hangs on the user that its row knows of */
export function checkUserDeletable(user: User): void {
  if (user.groups.length > 0) throw deleteConflict("Cannot delete entity, must remove users from group first.");
  checkNoPolicies(user);
  if (user.accessKeyIds.length > 0) throw deleteConflict("Cannot delete entity, must delete access keys first.");
  if (user.loginProfile) throw deleteConflict("Cannot delete entity, must delete login profile first.");
  if (user.mfaDevices?.length) throw deleteConflict("Cannot delete entity, must delete MFA device first.");
}
