import type { AccessRule, Permission, Target } from "@skylab/service";
import { tagContext } from "@skylab/service";
import { asksForAcl } from "../domain/acl/asked-acl.ts";
import type { S3Operations } from "../operation.ts";
import type { S3Store } from "../store/store.ts";
import { tagsOf } from "./tags-of.ts";
import { bucketArn, permission } from "./targets.ts";

type Input = S3Operations["CreateBucket"]["input"];

const targetOf = (input: Input): Target => {
  const { Bucket: bucket, CreateBucketConfiguration: configuration, ObjectOwnership: ownership, ACL: acl } = input;
  return {
    resource: bucketArn(bucket),
    context: () => ({
      ...tagContext({ set: tagsOf(configuration?.Tags) }),
      ...(configuration?.LocationConstraint && { "s3:LocationConstraint": configuration.LocationConstraint }),
      ...(ownership && { "s3:x-amz-object-ownership": ownership }),
      ...(acl && { "s3:x-amz-acl": acl }),
    }),
  };
};

/** A bucket is made in the caller's own account. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export const onNewBucket: AccessRule<Input, S3Store> = {
  action: "s3:CreateBucket",
  on: targetOf,
  also: (input): readonly Permission[] => {
    const target = targetOf(input);
    return extraActions(input).map((action) => permission(action, target));
  },
};

/** What a new bucket is made with needs leave of its own. */
const extraActions = (input: Input): readonly string[] => [
  ...(asksForAcl(input) ? ["PutBucketAcl"] : []),
  ...(input.ObjectLockEnabledForBucket ? ["PutBucketObjectLockConfiguration", "PutBucketVersioning"] : []),
  ...(input.ObjectOwnership === undefined ? [] : ["PutBucketOwnershipControls"]),
  ...((input.CreateBucketConfiguration?.Tags ?? []).length > 0 ? ["TagResource"] : []),
];
