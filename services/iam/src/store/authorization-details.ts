import type { GroupDetail, ManagedPolicyDetail, RoleDetail, UserDetail } from "@aws-sdk/client-iam";
import { type Group, type Role, TABLES, type User } from "@skylab/identity";
import type { Reader, Table } from "@skylab/records";
import { iamArn } from "../domain/arns.ts";
import { describeAttachedPolicy } from "../domain/attached-policies.ts";
import { describeDescription } from "../domain/description.ts";
import { describeInlinePolicies } from "../domain/inline-policies.ts";
import { inTurn, type ReadRows } from "../domain/page.ts";
import { describePolicy, describeVersionInFull } from "../domain/policy.ts";
import { describeBoundary } from "../domain/holder.ts";
import { describeLastUse, describeRole } from "../domain/role.ts";
import { describeTags } from "../domain/tags.ts";
import { instanceProfileAnswer, instanceProfilesOf } from "./instance-profiles.ts";
import { listPolicies, type UsedPolicy } from "./policy-list.ts";
import { lastUseOfRole } from "./roles.ts";
import { trustPolicyOf } from "./trust-policies.ts";
import { timeOf } from "../domain/time.ts";

/** All that GetAccountAuthorizationDetails tells of one user, group, role or policy. */
export type Detail = {
  /** Whether it belongs to the account: of AWS's policies those that it uses. */
  readonly used: boolean;
} & (
  | { readonly kind: "User"; readonly detail: UserDetail }
  | { readonly kind: "Group"; readonly detail: GroupDetail }
  | { readonly kind: "Role"; readonly detail: RoleDetail }
  | { readonly kind: "LocalManagedPolicy" | "AWSManagedPolicy"; readonly detail: ManagedPolicyDetail }
);

/** Users, groups, roles, the account's policies and those of AWS's that it uses, one after the other. */
export const listDetails = (rows: Reader, account: string): ReadRows<Detail> =>
  inTurn<Detail>([
    listTable(rows, TABLES.users, async (user) => ({ kind: "User", used: true, detail: describeUser(account, user) })),
    listTable(rows, TABLES.groups, async (group) => ({
      kind: "Group",
      used: true,
      detail: describeGroup(account, group),
    })),
    listTable(rows, TABLES.roles, async (role) => ({
      kind: "Role",
      used: true,
      detail: await describeRoleInFull(rows, account, role),
    })),
    mapRows(listPolicies(rows, account, "Local"), async (used) => ({
      kind: "LocalManagedPolicy",
      used: true,
      detail: describePolicyInFull(used),
    })),
    mapRows(listPolicies(rows, account, "AWS"), async (used) => ({
      kind: "AWSManagedPolicy",
      used: used.use.attachments + used.use.boundaries > 0,
      detail: describePolicyInFull(used),
    })),
  ]);

const listTable = <Row>(rows: Reader, table: Table<Row>, describe: (row: Row) => Promise<Detail>): ReadRows<Detail> =>
  mapRows((after, limit) => rows.list(table, { after, limit }), describe);

const mapRows =
  <Row>(read: ReadRows<Row>, describe: (row: Row) => Promise<Detail>): ReadRows<Detail> =>
  async (after, limit) =>
    Promise.all((await read(after, limit)).map(async ({ key, row }) => ({ key, row: await describe(row) })));

const describeUser = (account: string, user: User): UserDetail => ({
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

const describeGroup = (account: string, group: Group): GroupDetail => ({
  Path: group.path,
  GroupName: group.name,
  GroupId: group.id,
  Arn: iamArn(account, "group", group),
  CreateDate: timeOf(group.createdAt),
  GroupPolicyList: describeInlinePolicies(group),
  AttachedManagedPolicies: group.attachedPolicies.map(describeAttachedPolicy),
});

async function describeRoleInFull(rows: Reader, account: string, role: Role): Promise<RoleDetail> {
  const profiles = await instanceProfilesOf(rows, role);
  return {
    ...describeRole(account, role, await trustPolicyOf(rows, account, role)),
    InstanceProfileList: await Promise.all(profiles.map((one) => instanceProfileAnswer(rows, account, one))),
    RolePolicyList: describeInlinePolicies(role),
    AttachedManagedPolicies: role.attachedPolicies.map(describeAttachedPolicy),
    ...describeBoundary(role),
    Tags: describeTags(role.tags),
    RoleLastUsed: describeLastUse(await lastUseOfRole(rows, role)),
  };
}

const describePolicyInFull = ({ policy, use }: UsedPolicy): ManagedPolicyDetail => ({
  ...describePolicy(policy, use),
  ...describeDescription(policy),
  PolicyVersionList: policy.versions.map((version) => describeVersionInFull(policy, version)),
});
