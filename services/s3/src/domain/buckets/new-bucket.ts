import type * as sdk from "@aws-sdk/client-s3";
import type { Place } from "@skylab/aws";
import type { Acl, Bucket, Configurations } from "../bucket.ts";
import { checkTags } from "../tags/check-tags.ts";
import { checkAclOfNewBucket } from "./acl-limits.ts";
import { checkBucketName, checkRegionalName } from "./bucket-name.ts";
import { noDirectoryBuckets } from "./errors.ts";
import { regionOfNewBucket } from "./location.ts";

export type Maker = {
  /** Who makes it, and whose endpoint was asked. */
  readonly place: Place;
  readonly id: string;
  readonly now: number;
  readonly acl: Acl | undefined;
};

/**
 * A bucket as it is asked for, with what AWS gives every new one.
 * @throws AwsError InvalidBucketName, InvalidTag, what `regionOfNewBucket` and `checkAclOfNewBucket` throw; NotImplemented
 * for a directory bucket
 */
export function newBucket(input: sdk.CreateBucketRequest, { place, id, now, acl }: Maker): Bucket {
  const { Bucket: name = "", CreateBucketConfiguration: configuration = {} } = input;
  const { LocationConstraint: locationConstraint, Tags: tags = [] } = configuration;
  if (configuration.Bucket !== undefined || configuration.Location !== undefined) throw noDirectoryBuckets();
  checkBucketName(name);
  checkTags(tags, "newBucket");
  const { account } = place;
  const region = regionOfNewBucket(locationConstraint, place.region);
  if (input.BucketNamespace === "account-regional") checkRegionalName(name, { account, region });
  const bucket: Bucket = {
    name,
    id,
    account,
    region,
    createdAt: now,
    ...(locationConstraint && { locationConstraint }),
    ...(input.ObjectLockEnabledForBucket && { objectLock: true, versioning: "Enabled" }),
    configurations: {
      ...ofEveryBucket(input.ObjectOwnership),
      ...(tags.length > 0 && { tags }),
      ...(acl && { acl }),
    },
  };
  checkAclOfNewBucket(bucket);
  return bucket;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html: since April 2023 nothing of it is public, and no ACL counts. */
const ofEveryBucket = (ownership: sdk.ObjectOwnership = "BucketOwnerEnforced"): Configurations => ({
  ownership: { Rules: [{ ObjectOwnership: ownership }] },
  publicAccessBlock: {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  },
});
