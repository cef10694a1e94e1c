import type * as sdk from "@aws-sdk/client-s3";
import { ALL_USERS, AUTHENTICATED_USERS, isPublicGroup, LOG_DELIVERY } from "./groups.ts";

/** A statement of a policy, as JSON has it. */
export type PolicyStatement = Readonly<Record<string, unknown>>;

type Permissions = Readonly<Record<Exclude<sdk.Permission, "FULL_CONTROL">, readonly string[]>>;

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#acl-access-policy-permission-mapping

/** What a bucket's ACL allows. Who may write may say as well what is written, tags and ACL, and give an upload up. */
export const BUCKET_PERMISSIONS: Permissions = {
  READ: ["s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads"],
  WRITE: [
    "s3:PutObject",
    "s3:PutObjectAcl",
    "s3:PutObjectTagging",
    "s3:DeleteObject",
    "s3:AbortMultipartUpload",
    "s3:ListMultipartUploadParts",
  ],
  READ_ACP: ["s3:GetBucketAcl"],
  WRITE_ACP: ["s3:PutBucketAcl"],
};

/** Whoever may list a bucket is told that a key is not there. */
export const MISSING_KEY_PERMISSIONS: Permissions = {
  READ: ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectAttributes", "s3:GetObjectVersionAttributes"],
  WRITE: [],
  READ_ACP: [],
  WRITE_ACP: [],
};

/** What an object's ACL allows. */
export const OBJECT_PERMISSIONS: Permissions = {
  READ: [...MISSING_KEY_PERMISSIONS.READ, "s3:GetObjectTorrent"],
  WRITE: [],
  READ_ACP: ["s3:GetObjectAcl", "s3:GetObjectVersionAcl"],
  WRITE_ACP: ["s3:PutObjectAcl", "s3:PutObjectVersionAcl"],
};

/** The statements that allow by a resource's policy what an ACL grants, the same ones for the same ACL. */
export const aclStatements = (
  grants: readonly sdk.Grant[],
  permissions: Permissions,
  ignorePublic: boolean | undefined,
): readonly PolicyStatement[] =>
  grants.flatMap(({ Grantee: grantee, Permission: permission }) => {
    if (grantee === undefined || permission === undefined) return [];
    const Action = permission === "FULL_CONTROL" ? Object.values(permissions).flat() : permissions[permission];
    if (Action.length === 0 || (ignorePublic && isPublicGroup(grantee.URI))) return [];
    return [{ Effect: "Allow", ...granteeElements(grantee), Action, Resource: "*" }];
  });

function granteeElements({ ID, URI }: sdk.Grantee): PolicyStatement {
  switch (URI) {
    case ALL_USERS:
      return { Principal: "*" };
    case AUTHENTICATED_USERS:
      return { Principal: "*", Condition: { StringNotEquals: { "aws:PrincipalType": "Anonymous" } } };
    case LOG_DELIVERY:
      return { Principal: { Service: "logging.s3.amazonaws.com" } };
    default:
      return { Principal: { CanonicalUser: ID } };
  }
}
