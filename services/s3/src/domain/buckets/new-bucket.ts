import type * as sdk from "@aws-sdk/client-s3";
import type { Acl, Bucket, Configurations } from "../bucket.ts";

export type NewBucket = {
  readonly name: string;
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly now: number;
  readonly locationConstraint: string | undefined;
  readonly objectOwnership: sdk.ObjectOwnership | undefined;
  readonly objectLock: boolean;
  readonly tags: readonly sdk.Tag[];
  readonly acl: Acl | undefined;
};

/** A bucket with what AWS gives every new one. */
export function newBucket(given: NewBucket): Bucket {
  const { name, id, account, region, now, locationConstraint, objectLock } = given;
  return {
    name,
    id,
    account,
    region,
    createdAt: now,
    ...(locationConstraint && { locationConstraint }),
    ...(objectLock && { objectLock, versioning: "Enabled" }),
    configurations: initialConfigurations(given),
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html: since April 2023 nothing of it is public, and no ACL counts. */
const initialConfigurations = ({ objectOwnership, tags, acl }: NewBucket): Configurations => ({
  encryption: {
    Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false }],
  },
  ownership: { Rules: [{ ObjectOwnership: objectOwnership ?? "BucketOwnerEnforced" }] },
  publicAccessBlock: {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  },
  ...(tags.length > 0 && { tags }),
  ...(acl && { acl }),
});
