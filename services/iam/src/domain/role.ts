import type { Role as RoleAnswer, RoleLastUsed } from "@aws-sdk/client-iam";
import type { LastUse, Role } from "@skylab/identity";
import { iamArn } from "./arns.ts";
import { describeDescription } from "./description.ts";
import { deleteConflict } from "./errors.ts";
import { checkNoPolicies } from "./holder.ts";
import { encodePolicyDocument } from "./policy-document.ts";
import { timeOf } from "./time.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const DEFAULT_SESSION_SECONDS = 3600;

/** A role as CreateRole and instance profiles show it. Its trust policy is as `trustPolicyOf` has it. */
export const describeRole = (account: string, role: Role, trustPolicy: string): RoleAnswer => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: iamArn(account, "role", role),
  CreateDate: timeOf(role.createdAt),
  AssumeRolePolicyDocument: encodePolicyDocument(trustPolicy),
});

/** A role as ListRoles shows it. */
export const describeListedRole = (account: string, role: Role, trustPolicy: string): RoleAnswer => ({
  ...describeRole(account, role, trustPolicy),
  ...describeDescription(role),
  MaxSessionDuration: role.maxSessionDuration,
});

/** An empty object where the role was never used. */
export const describeLastUse = (use: LastUse | undefined): RoleLastUsed =>
  use === undefined ? {} : { LastUsedDate: timeOf(use.at), Region: use.region };

/** @throws AwsError `DeleteConflict` */
export function checkRoleDeletable(role: Role): void {
  if (role.instanceProfiles.length > 0) throw deleteConflict(ROLE_IN_INSTANCE_PROFILE);
  checkNoPolicies(role);
}

/** AWS's words on either side of it. */
export const ROLE_IN_INSTANCE_PROFILE = "Cannot delete entity, must remove roles from instance profile first.";
