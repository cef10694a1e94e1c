import type { User as UserAnswer } from "@aws-sdk/client-iam";
import type { User } from "@skylab/identity";
import { iamArn } from "./arns.ts";

/** A user as IAM answers it. */
export const describeUser = (account: string, user: User): UserAnswer => ({
  Path: user.path,
  UserName: user.name,
  UserId: user.id,
  Arn: iamArn(account, "user", user),
  CreateDate: new Date(user.createdAt),
});
