import type { AttachedPermissionsBoundary } from "@aws-sdk/client-iam";
import type { Holder } from "@skylab/identity";
import { deleteConflict } from "./errors.ts";

// What users, groups and roles have in common.

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

/**
 * Whether nothing hangs on a user, group or role that holds policies.
 * @throws AwsError `DeleteConflict`
 */
export function checkNoPolicies({ attachedPolicies, inlinePolicies }: Holder): void {
  if (attachedPolicies.length > 0) throw deleteConflict("Cannot delete entity, must detach all policies first.");
  if (Object.keys(inlinePolicies).length > 0) throw deleteConflict("Cannot delete entity, must delete policies first.");
}
