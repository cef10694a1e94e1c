import type { GroupDetail, ManagedPolicyDetail, RoleDetail, UserDetail } from "@aws-sdk/client-iam";
import type { Group, ManagedPolicy, PolicyUse, Role, User } from "@skylab/identity";
import { iamArn } from "./arns.ts";
import { describeAttachedPolicy } from "./attached-policies.ts";
import { describeDescription } from "./description.ts";
import { describeBoundary } from "./holder.ts";
import { describeInlinePolicies } from "./inline-policies.ts";
import { describePolicy, describeVersionInFull } from "./policy.ts";
import { describeTags } from "./tags.ts";
import { timeOf } from "./time.ts";

/** A user as GetAccountAuthorizationDetails tells it. */
export const describeUserDetail = (account: string, user: User): UserDetail => ({
  Path: user.path,
  UserName: user.name,
  UserId: user.id,
  Arn: iamArn(account, "user", user),
  CreateDate: timeOf(user.createdAt),
  // AWS leaves this one out where there are none, and only this one.
  ...(Object.keys(user.inlinePolicies).length === 0 ? {} : { UserPolicyList: describeInlinePolicies(user) }),
  GroupList: [...user.groups],
  AttachedManagedPolicies: user.attachedPolicies.map(describeAttachedPolicy),
  ...describeBoundary(user),
  Tags: describeTags(user.tags),
});

/** A group as GetAccountAuthorizationDetails tells it. */
export const describeGroupDetail = (account: string, group: Group): GroupDetail => ({
  Path: group.path,
  GroupName: group.name,
  GroupId: group.id,
  Arn: iamArn(account, "group", group),
  CreateDate: timeOf(group.createdAt),
  GroupPolicyList: describeInlinePolicies(group),
  AttachedManagedPolicies: group.attachedPolicies.map(describeAttachedPolicy),
});

/** What GetAccountAuthorizationDetails tells of a role beside what GetRole does. */
export const describeRolePolicies = (role: Role): Partial<RoleDetail> => ({
  RolePolicyList: describeInlinePolicies(role),
  AttachedManagedPolicies: role.attachedPolicies.map(describeAttachedPolicy),
  ...describeBoundary(role),
  Tags: describeTags(role.tags),
});

/** A managed policy as GetAccountAuthorizationDetails tells it, with all its versions. */
export const describePolicyDetail = (
  policy: ManagedPolicy & { readonly arn: string },
  use: PolicyUse,
): ManagedPolicyDetail => ({
  ...describePolicy(policy, use),
  ...describeDescription(policy),
  PolicyVersionList: policy.versions.map((version) => describeVersionInFull(policy, version)),
});
