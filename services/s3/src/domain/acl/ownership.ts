import type * as sdk from "@aws-sdk/client-s3";
import type { Acl, Bucket } from "../bucket.ts";
import { canonicalId } from "../canonical-id.ts";

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html

/** An ACL as a request asks for it. */
export type AskedAcl = { readonly canned: string | undefined; readonly acl: Acl };

/** Whose the objects of a bucket are. Without any controls they are their writers', as before there were any. */
const ownershipOf = ({ configurations }: Bucket): sdk.ObjectOwnership =>
  configurations.ownership?.Rules?.[0]?.ObjectOwnership ?? "ObjectWriter";

/** Whether ACLs count in a bucket. */
export const hasAcls = (bucket: Bucket): boolean => ownershipOf(bucket) !== "BucketOwnerEnforced";

/** The account that owns an object which an account puts with this ACL. */
export function ownerOfNewObject(bucket: Bucket, writer: string, canned: string | undefined): string {
  switch (ownershipOf(bucket)) {
    case "BucketOwnerEnforced":
      return bucket.account;
    case "BucketOwnerPreferred":
      return canned === "bucket-owner-full-control" ? bucket.account : writer;
    default:
      return writer;
  }
}

/**
 * Whether an ACL says no more than what is so where ACLs do not count: the bucket's owner may do everything. So does
 * `private` of the owner's own account, which tools send unasked. https://github.com/rclone/rclone/issues/6413
 */
export const isBucketOwnersOnly = ({ acl, canned }: AskedAcl, bucket: Bucket): boolean =>
  canned === "bucket-owner-full-control" ||
  ((canned === undefined || canned === "private") &&
    acl.grants.every(
      ({ Grantee, Permission }) => Grantee?.ID === canonicalId(bucket.account) && Permission === "FULL_CONTROL",
    ));
