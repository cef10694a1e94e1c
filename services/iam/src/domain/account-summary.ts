import type { SummaryKeyType } from "@aws-sdk/client-iam";
import {
  ACCESS_KEYS_PER_USER,
  ATTACHED_POLICIES_PER_ENTITY,
  GROUPS_PER_USER,
  INLINE_POLICIES_SIZE,
  POLICY_SIZE,
  SIGNING_CERTIFICATES_PER_USER,
  TRUST_POLICY_SIZE,
  VERSIONS_PER_POLICY,
} from "./quotas.ts";

/** How many there are of what GetAccountSummary counts. */
export type EntityCounts = Record<
  | "AccountAccessKeysPresent"
  | "Groups"
  | "InstanceProfiles"
  | "MFADevices"
  | "MFADevicesInUse"
  | "Policies"
  | "PolicyVersionsInUse"
  | "Providers"
  | "Roles"
  | "ServerCertificates"
  | "Users",
  number
>;

/**
 * The quotas as accounts have them by default. Those of whole accounts are told and not held against anybody.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const QUOTAS: Partial<Record<SummaryKeyType, number>> = {
  AccessKeysPerUserQuota: ACCESS_KEYS_PER_USER,
  AssumeRolePolicySizeQuota: TRUST_POLICY_SIZE,
  AttachedPoliciesPerGroupQuota: ATTACHED_POLICIES_PER_ENTITY,
  AttachedPoliciesPerRoleQuota: ATTACHED_POLICIES_PER_ENTITY,
  AttachedPoliciesPerUserQuota: ATTACHED_POLICIES_PER_ENTITY,
  GroupPolicySizeQuota: INLINE_POLICIES_SIZE.group,
  GroupsPerUserQuota: GROUPS_PER_USER,
  GroupsQuota: 300,
  InstanceProfilesQuota: 1000,
  PoliciesQuota: 1500,
  PolicySizeQuota: POLICY_SIZE,
  PolicyVersionsInUseQuota: 10_000,
  RolePolicySizeQuota: INLINE_POLICIES_SIZE.role,
  RolesQuota: 1000,
  ServerCertificatesQuota: 20,
  SigningCertificatesPerUserQuota: SIGNING_CERTIFICATES_PER_USER,
  UserPolicySizeQuota: INLINE_POLICIES_SIZE.user,
  UsersQuota: 5000,
  VersionsPerPolicyQuota: VERSIONS_PER_POLICY,
};

/** The summary as IAM answers it: root has neither a password nor a device here. */
export const summaryMap = (counts: EntityCounts): Partial<Record<SummaryKeyType, number>> => ({
  ...QUOTAS,
  ...counts,
  AccountMFAEnabled: 0,
  AccountPasswordPresent: 0,
  AccountSigningCertificatesPresent: 0,
  GlobalEndpointTokenVersion: 1,
});
