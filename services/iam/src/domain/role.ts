import type { AttachedPermissionsBoundary, Role as RoleAnswer, RoleLastUsed } from "@aws-sdk/client-iam";
import type { Holder, LastUse, Role } from "@skylab/identity";
import { iamArn } from "./arns.ts";
import { deleteConflict } from "./errors.ts";
import { encodePolicyDocument } from "./policy-document.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const DEFAULT_SESSION_SECONDS = 3600;

/** A role as CreateRole and instance profiles show it. Its trust policy is as `trustPolicyOf` has it. */
export const describeRole = (account: string, role: Role, trustPolicy: string): RoleAnswer => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: iamArn(account, "role", role),
  CreateDate: new Date(role.createdAt),
  AssumeRolePolicyDocument: encodePolicyDocument(trustPolicy),
});

/** A role as ListRoles shows it. */
export const describeListedRole = (account: string, role: Role, trustPolicy: string): RoleAnswer => ({
  ...describeRole(account, role, trustPolicy),
  ...describeDescription(role),
  MaxSessionDuration: role.maxSessionDuration,
});

/** The description, where there is one. */
export const describeDescription = (described: { readonly description?: string }): { Description?: string } =>
  described.description === undefined ? {} : { Description: described.description };

/** The permissions boundary, where there is one. */
export const describeBoundary = (bounded: {
  readonly permissionsBoundary?: string;
}): { PermissionsBoundary?: AttachedPermissionsBoundary } =>
  bounded.permissionsBoundary === undefined
    ? {}
    : {
        PermissionsBoundary: {
          // AWS answers "Policy", and not the "PermissionsBoundaryPolicy" of its model.
          PermissionsBoundaryType: "Policy" as AttachedPermissionsBoundary["PermissionsBoundaryType"], // as: see above.
          PermissionsBoundaryArn: bounded.permissionsBoundary,
        },
      };

/** An empty object where the role was never used. */
export const describeLastUse = (use: LastUse | undefined): RoleLastUsed =>
  use === undefined ? {} : { LastUsedDate: new Date(use.at), Region: use.region };

/** @throws AwsError `DeleteConflict` */
export function checkRoleDeletable(role: Role): void {
  if (role.instanceProfiles.length > 0) throw deleteConflict(ROLE_IN_INSTANCE_PROFILE);
  checkNoPolicies(role);
}

/**
 * Whether nothing hangs on a user, group or role that holds policies.
 * @throws AwsError `DeleteConflict`
 */
export function checkNoPolicies({ attachedPolicies, inlinePolicies }: Holder): void {
  if (attachedPolicies.length > 0) throw deleteConflict("Cannot delete entity, must detach all policies first.");
  if (Object.keys(inlinePolicies).length > 0) throw deleteConflict("Cannot delete entity, must delete policies first.");
}

/** AWS's words on either side of it. */
export const ROLE_IN_INSTANCE_PROFILE = "Cannot delete entity, must remove roles from instance profile first.";
