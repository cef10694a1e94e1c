import { AwsError } from "@skylab/aws";

export const invalidBucketState = (message: string): AwsError =>
  new AwsError("InvalidBucketState", message, { status: 409 });

const absent = (code: string, message: string) => (bucket: string) =>
  new AwsError(code, message, { status: 404, members: { BucketName: bucket } });

export const noSuchCors = absent("NoSuchCORSConfiguration", "The CORS configuration does not exist");

export const noSuchLifecycle = absent("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist");

export const noSuchObjectLock = absent(
  "ObjectLockConfigurationNotFoundError",
  "Object Lock configuration does not exist for this bucket",
);

export const noSuchOwnershipControls = absent(
  "OwnershipControlsNotFoundError",
  "The bucket ownership controls were not found",
);

export const noSuchPublicAccessBlock = absent(
  "NoSuchPublicAccessBlockConfiguration",
  "The public access block configuration was not found",
);

export const noSuchReplication = absent(
  "ReplicationConfigurationNotFoundError",
  "The replication configuration was not found",
);

export const noSuchTagSet = absent("NoSuchTagSet", "The TagSet does not exist");

export const noSuchWebsite = absent(
  "NoSuchWebsiteConfiguration",
  "The specified bucket does not have a website configuration",
);

/** Of those that have ids. */
export const noSuchConfiguration = (): AwsError =>
  new AwsError("NoSuchConfiguration", "The specified configuration does not exist.", { status: 404 });
