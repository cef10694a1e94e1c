// How much of everything IAM lets an account have: its defaults, in GetAccountSummary's own numbers where that has them.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html

/** Tags of a user, role, policy, device, provider or certificate. */
export const MAX_TAGS = 50;

export const ACCESS_KEYS_PER_USER = 2;

export const GROUPS_PER_USER = 10;

export const MFA_DEVICES_PER_USER = 8;

export const SIGNING_CERTIFICATES_PER_USER = 2;

/** Managed policies attached to one user, group or role. */
export const ATTACHED_POLICIES_PER_ENTITY = 10;

export const VERSIONS_PER_POLICY = 5;

/** Characters of a managed policy's document; white space does not count. */
export const POLICY_SIZE = 6144;

/** Characters of a role's trust policy; white space does not count. */
export const TRUST_POLICY_SIZE = 2048;

/** Characters of all inline policies together; white space does not count. */
export const INLINE_POLICIES_SIZE = { user: 2048, group: 5120, role: 10_240 } as const;

export const SSH_KEYS_PER_USER = 5;

/** Of one service. */
export const SERVICE_CREDENTIALS_PER_USER = 2;

export const SERVER_CERTIFICATES_PER_ACCOUNT = 20;

export const OIDC_PROVIDERS_PER_ACCOUNT = 100;

export const CLIENT_IDS_PER_OIDC_PROVIDER = 100;

export const THUMBPRINTS_PER_OIDC_PROVIDER = 5;

export const SAML_PROVIDERS_PER_ACCOUNT = 100;

export const PRIVATE_KEYS_PER_SAML_PROVIDER = 2;

export const ROLES_PER_INSTANCE_PROFILE = 1;
