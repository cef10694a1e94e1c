import type * as sdk from "@aws-sdk/client-s3";
import { canonicalId } from "../canonical-id.ts";
import { ALL_USERS, AUTHENTICATED_USERS, LOG_DELIVERY } from "./groups.ts";

/** Whose accounts an ACL may mean. */
export type Owners = {
  /** Of what the ACL is for. */
  readonly owner: string;
  readonly bucketOwner: string;
};

/** Whom `aws-exec-read` lets read: Amazon EC2. https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
const EC2 = "6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c";

const group = (URI: string, Permission: sdk.Permission): sdk.Grant => ({ Grantee: { Type: "Group", URI }, Permission });

const user = (ID: string, Permission: sdk.Permission): sdk.Grant => ({
  Grantee: { Type: "CanonicalUser", ID },
  Permission,
});

/** What each grants beside all to the owner. */
const CANNED: ReadonlyMap<string, (owners: Owners) => readonly sdk.Grant[]> = new Map<
  string,
  (owners: Owners) => readonly sdk.Grant[]
>([
  ["public-read", () => [group(ALL_USERS, "READ")]],
  ["public-read-write", () => [group(ALL_USERS, "READ"), group(ALL_USERS, "WRITE")]],
  ["authenticated-read", () => [group(AUTHENTICATED_USERS, "READ")]],
  ["aws-exec-read", () => [user(EC2, "READ")]],
  ["log-delivery-write", () => [group(LOG_DELIVERY, "WRITE"), group(LOG_DELIVERY, "READ_ACP")]],
  ["bucket-owner-read", (owners) => toBucketOwner(owners, "READ")],
  ["bucket-owner-full-control", (owners) => toBucketOwner(owners, "FULL_CONTROL")],
]);

const toBucketOwner = ({ bucketOwner, owner }: Owners, permission: sdk.Permission): readonly sdk.Grant[] =>
  bucketOwner === owner ? [] : [user(canonicalId(bucketOwner), permission)];

/** The grants that a canned ACL stands for. */
export const cannedGrants = (canned: string, owners: Owners): readonly sdk.Grant[] => [
  ...ownerGrants(owners.owner),
  ...(CANNED.get(canned)?.(owners) ?? []),
];

/** Everything to the owner: what there is where no ACL was put. */
export const ownerGrants = (owner: string): readonly sdk.Grant[] => [user(canonicalId(owner), "FULL_CONTROL")];
