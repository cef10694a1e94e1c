import type { InstanceProfile as InstanceProfileAnswer, Role as RoleAnswer } from "@aws-sdk/client-iam";
import type { Tags } from "@skylab/identity";
import { iamArn } from "./arns.ts";
import { timeOf } from "./time.ts";

/** What hands a role to EC2 instances. */
export type InstanceProfile = {
  readonly name: string;
  readonly path: string;
  /** `AIPA…`. */
  readonly id: string;
  readonly createdAt: number;
  readonly tags: Tags;
  /** A role's name. IAM speaks of roles, and lets a profile have one. */
  readonly role?: string;
};

/** An instance profile as IAM answers it, but for its tags. */
export const describeInstanceProfile = (
  account: string,
  profile: InstanceProfile,
  roles: readonly RoleAnswer[],
): InstanceProfileAnswer => ({
  Path: profile.path,
  InstanceProfileName: profile.name,
  InstanceProfileId: profile.id,
  Arn: iamArn(account, "instance-profile", profile),
  CreateDate: timeOf(profile.createdAt),
  Roles: [...roles],
});
