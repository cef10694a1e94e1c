import type { Group as GroupAnswer } from "@aws-sdk/client-iam";
import { type Group, rowKey, type User } from "@skylab/identity";
import { iamArn } from "./arns.ts";
import { limitExceeded } from "./errors.ts";
import { GROUPS_PER_USER } from "./quotas.ts";
import { timeOf } from "./time.ts";

/** A group as IAM answers it. */
export const describeGroup = (account: string, group: Group): GroupAnswer => ({
  Path: group.path,
  GroupName: group.name,
  GroupId: group.id,
  Arn: iamArn(account, "group", group),
  CreateDate: timeOf(group.createdAt),
});

export const isMember = (user: User, group: Group): boolean =>
  user.groups.some((name) => rowKey(name) === rowKey(group.name));

/** @throws AwsError `LimitExceeded` */
export function checkGroupQuota(user: User): void {
  if (user.groups.length < GROUPS_PER_USER) return;
  throw limitExceeded(`Cannot exceed quota for GroupsPerUser: ${String(GROUPS_PER_USER)}`);
}
