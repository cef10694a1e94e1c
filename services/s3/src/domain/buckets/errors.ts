import { AwsError } from "@skylab/aws";

export const invalidBucketName = (name: string): AwsError =>
  new AwsError("InvalidBucketName", "The specified bucket is not valid.", { members: { BucketName: name } });

export const bucketAlreadyExists = (name: string): AwsError =>
  new AwsError(
    "BucketAlreadyExists",
    "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.",
    { status: 409, members: { BucketName: name } },
  );

export const bucketAlreadyOwnedByYou = (name: string): AwsError =>
  new AwsError(
    "BucketAlreadyOwnedByYou",
    "Your previous request to create the named bucket succeeded and you already own it.",
    { status: 409, members: { BucketName: name } },
  );

export const tooManyBuckets = (): AwsError =>
  new AwsError("TooManyBuckets", "You have attempted to create more buckets than allowed", { status: 400 });

export const noDirectoryBuckets = (): AwsError =>
  new AwsError("NotImplemented", "Directory buckets are not implemented.", { status: 501 });

export const bucketNotEmpty = (name: string, hasVersions: boolean): AwsError =>
  new AwsError(
    "BucketNotEmpty",
    hasVersions
      ? "The bucket you tried to delete is not empty. You must delete all versions in the bucket."
      : "The bucket you tried to delete is not empty",
    { members: { BucketName: name } },
  );

/** A bucket is made in the region whose endpoint is asked, and that region is to be named, but for us-east-1. */
export const illegalLocationConstraint = (constraint: string): AwsError =>
  new AwsError(
    "IllegalLocationConstraintException",
    `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );

export const invalidLocationConstraint = (constraint: string): AwsError =>
  new AwsError("InvalidLocationConstraint", "The specified location-constraint is not valid", {
    members: { LocationConstraint: constraint },
  });

export const aclWithObjectOwnership = (): AwsError =>
  new AwsError(
    "InvalidBucketAclWithObjectOwnership",
    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
    { status: 400 },
  );

export const aclWithBlockPublicAccess = (): AwsError =>
  new AwsError(
    "InvalidBucketAclWithBlockPublicAccessError",
    "Bucket cannot have public ACLs set with BlockPublicAccess enabled",
    { status: 400 },
  );

export const invalidBucketOwnerAccount = (account: string): AwsError =>
  new AwsError(
    "InvalidBucketOwnerAWSAccountID",
    `The value of the expected bucket owner parameter must be an AWS Account ID... [${account}]`,
  );

export const notTheExpectedOwner = (region: string): AwsError =>
  new AwsError("AccessDenied", "Access Denied", { status: 403, headers: { "x-amz-bucket-region": region } });
