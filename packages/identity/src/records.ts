import { jsonTable, keyTable } from "@skylab/records";

/** What is kept of an account's identities is one partition: one commit may change all of it. IAM knows no regions. */
export const identityPartition = (account: string): string => PREFIX + account;

const PREFIX = "iam/account/";

/** The account of a partition, or `undefined` where it holds no identities. */
export const accountOfPartition = (partition: string): string | undefined =>
  partition.startsWith(PREFIX) ? partition.slice(PREFIX.length) : undefined;

/** The accounts of the instance beside `000000000000`, which is always there. */
export const ACCOUNTS_PARTITION = "accounts";

/** Tag keys and values, in the order in which they were set. */
export type Tags = Readonly<Record<string, string>>;

/** Policy documents (JSON text, as given) by policy name. */
export type InlinePolicies = Readonly<Record<string, string>>;

/** What users, groups and roles have in common. Times are milliseconds since the epoch; for keys of rows see `rowKey`. */
export type Holder = {
  readonly name: string;
  /** `/`, `/teams/red/`. */
  readonly path: string;
  /** `AIDA…`, `AGPA…`, `AROA…`. */
  readonly id: string;
  readonly createdAt: number;
  /** ARNs of managed policies, in the order in which they were attached. */
  readonly attachedPolicies: readonly string[];
  readonly inlinePolicies: InlinePolicies;
};

/** The part of a row's key that a name is: two names that differ only in case are the same to IAM. */
export const rowKey = (name: string): string => name.toLowerCase();

export type User = Holder & {
  readonly tags: Tags;
  /** ARN of a managed policy. */
  readonly permissionsBoundary?: string;
  /** Names of groups as they are spelled. */
  readonly groups: readonly string[];
  readonly accessKeyIds: readonly string[];
  readonly loginProfile?: LoginProfile;
  /** Serial numbers of the devices that are enabled for the user. */
  readonly mfaDevices?: readonly string[];
};

export type LoginProfile = {
  /** scrypt; never the password. */
  readonly passwordHash: string;
  readonly createdAt: number;
  readonly resetRequired: boolean;
  readonly passwordChangedAt: number;
  /** Of the passwords before, newest first: as many as the password policy wants remembered. */
  readonly formerHashes: readonly string[];
};

export type Group = Holder;

export type Role = Holder & {
  readonly tags: Tags;
  readonly permissionsBoundary?: string;
  readonly description?: string;
  /** The trust policy as given. */
  readonly assumeRolePolicy: string;
  /** By ARN: the ids of the account's users and roles that the trust policy names. Others of their names are not trusted. */
  readonly trustedIds?: Readonly<Record<string, string>>;
  /** Seconds. */
  readonly maxSessionDuration: number;
  /** Names of instance profiles. */
  readonly instanceProfiles: readonly string[];
  /** Of service-linked roles: `ecs.amazonaws.com`. */
  readonly serviceLinkedTo?: string;
};

/** A customer managed policy; AWS's own are not stored, see `managedPolicy`. */
export type ManagedPolicy = {
  readonly name: string;
  readonly path: string;
  /** `ANPA…`. */
  readonly id: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly description?: string;
  readonly tags: Tags;
  /** `v3`. */
  readonly defaultVersion: string;
  /** Newest first. */
  readonly versions: readonly PolicyVersion[];
  /** The number of the latest version that ever was. */
  readonly lastVersion: number;
};

/** The document of a policy that counts. */
export const defaultDocument = ({ defaultVersion, versions }: ManagedPolicy): string | undefined =>
  versions.find(({ id }) => id === defaultVersion)?.document;

export type PolicyVersion = { readonly id: string; readonly document: string; readonly createdAt: number };

/** How often a managed policy, AWS's or the account's, is attached, and set as boundary: its deletion asks, nobody else. */
export type PolicyUse = { readonly attachments: number; readonly boundaries: number };

/** An access key of a user, or of the account's root where there is no user. Its row's key is its id. */
export type AccessKey = {
  readonly id: string;
  readonly user: string | undefined;
  /** See `sealing.ts`. */
  readonly sealedSecret: string;
  readonly active: boolean;
  readonly createdAt: number;
};

/** Kept apart from the key: it changes often, and no decision hangs on it. */
export type LastUse = { readonly at: number; readonly service: string; readonly region: string };

/** The account itself: one row. Absent for accounts that were never created: open mode knows no others. */
export type Account = {
  readonly id: string;
  readonly name: string;
  readonly alias?: string;
  readonly createdAt: number;
  /** A closed account's keys work no more. */
  readonly closedAt?: number;
};

/** The tables of an account's partition that decide who may what. services/iam has more, of its own. */
export const TABLES = {
  /** name in lower case -> */
  users: jsonTable<User>("iam.users"),
  groups: jsonTable<Group>("iam.groups"),
  roles: jsonTable<Role>("iam.roles"),
  policies: jsonTable<ManagedPolicy>("iam.policies"),
  /** access key id -> */
  accessKeys: jsonTable<AccessKey>("iam.accessKeys"),
  /** nothing -> */
  account: jsonTable<Account>("iam.account"),
} as const;

/** Tables beside them that no decision hangs on: nobody's cache is dropped when they change. */
export const SIDE_TABLES = {
  /** access key id; or "role", name in lower case -> */
  lastUses: jsonTable<LastUse>("iam.lastUses"),
  /** policy ARN -> */
  policyUses: jsonTable<PolicyUse>("iam.policyUses"),
  /** policy ARN, "user" | "group" | "role", "attached" | "boundary", name in lower case */
  attachments: keyTable("iam.attachments"),
  /** group name in lower case, user name in lower case */
  members: keyTable("iam.members"),
} as const;

/** The key of a role's last use in `SIDE_TABLES.lastUses`. */
export const roleUseKey = (name: string): readonly [string, string] => ["role", rowKey(name)];

/** In `ACCOUNTS_PARTITION`. */
export const ACCOUNTS_TABLES = {
  /** account id -> */
  accounts: jsonTable<Account>("accounts"),
  /** name of an open account -> account id */
  names: jsonTable<string>("accounts.names"),
} as const;
