import type { GroupDetail, ManagedPolicyDetail, RoleDetail, UserDetail } from "@aws-sdk/client-iam";
import { type Role, TABLES } from "@skylab/identity";
import type { Reader, Table } from "@skylab/records";
import {
  describeGroupDetail,
  describePolicyDetail,
  describeRolePolicies,
  describeUserDetail,
} from "../domain/account-details.ts";
import { inTurn, type ReadRows } from "../domain/page.ts";
import { describeLastUse, describeRole } from "../domain/role.ts";
import { instanceProfileAnswer, instanceProfilesOf } from "./instance-profiles.ts";
import { listPolicies } from "./policy-list.ts";
import { lastUseOfRole } from "./roles.ts";
import { trustPolicyOf } from "./trust-policies.ts";

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
    listTable(rows, TABLES.users, async (user) => ({
      kind: "User",
      used: true,
      detail: describeUserDetail(account, user),
    })),
    listTable(rows, TABLES.groups, async (group) => ({
      kind: "Group",
      used: true,
      detail: describeGroupDetail(account, group),
    })),
    listTable(rows, TABLES.roles, async (role) => ({
      kind: "Role",
      used: true,
      detail: await readRoleDetail(rows, account, role),
    })),
    mapRows(listPolicies(rows, account, "Local"), async (used) => ({
      kind: "LocalManagedPolicy",
      used: true,
      detail: describePolicyDetail(used.policy, used.use),
    })),
    mapRows(listPolicies(rows, account, "AWS"), async (used) => ({
      kind: "AWSManagedPolicy",
      used: used.use.attachments + used.use.boundaries > 0,
      detail: describePolicyDetail(used.policy, used.use),
    })),
  ]);

const listTable = <Row>(rows: Reader, table: Table<Row>, describe: (row: Row) => Promise<Detail>): ReadRows<Detail> =>
  mapRows((after, limit) => rows.list(table, { after, limit }), describe);

const mapRows =
  <Row>(read: ReadRows<Row>, describe: (row: Row) => Promise<Detail>): ReadRows<Detail> =>
  async (after, limit) =>
    Promise.all((await read(after, limit)).map(async ({ key, row }) => ({ key, row: await describe(row) })));

async function readRoleDetail(rows: Reader, account: string, role: Role): Promise<RoleDetail> {
  const profiles = await instanceProfilesOf(rows, role);
  return {
    ...describeRole(account, role, await trustPolicyOf(rows, account, role)),
    InstanceProfileList: await Promise.all(profiles.map((one) => instanceProfileAnswer(rows, account, one))),
    ...describeRolePolicies(role),
    RoleLastUsed: describeLastUse(await lastUseOfRole(rows, role)),
  };
}
