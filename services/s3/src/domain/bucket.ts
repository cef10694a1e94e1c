import type * as sdk from "@aws-sdk/client-s3";

/** A bucket, as it is kept. Its name is one in all accounts and regions, as AWS has it. */
export type Bucket = {
  readonly name: string;
  /** Unique for ever: a bucket made again under the same name has another one. Names its partition. */
  readonly id: string;
  /** Who owns it. */
  readonly account: string;
  readonly region: string;
  /** The region as its maker named it: `EU` is eu-west-1. Absent in us-east-1. */
  readonly locationConstraint?: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Absent: versioning was never enabled. */
  readonly versioning?: "Enabled" | "Suspended";
  /** Made with object lock, or given it later; not to be taken back. */
  readonly objectLock?: true;
  readonly configurations: Configurations;
};

/** What was put to a bucket as one document each, as the clients gave it; an absent one was never put, or deleted. */
export type Configurations = {
  readonly abac?: sdk.AbacStatus;
  readonly accelerate?: sdk.AccelerateConfiguration;
  readonly acl?: Acl;
  readonly cors?: sdk.CORSConfiguration;
  /** Absent: by S3's own keys. */
  readonly encryption?: sdk.ServerSideEncryptionConfiguration;
  readonly lifecycle?: sdk.BucketLifecycleConfiguration &
    Pick<sdk.GetBucketLifecycleConfigurationOutput, "TransitionDefaultMinimumObjectSize">;
  readonly logging?: sdk.BucketLoggingStatus;
  readonly notification?: sdk.NotificationConfiguration;
  /** Of object lock: the default retention. */
  readonly objectLock?: sdk.ObjectLockConfiguration;
  readonly ownership?: sdk.OwnershipControls;
  /** JSON, as it was put. */
  readonly policy?: string;
  readonly publicAccessBlock?: sdk.PublicAccessBlockConfiguration;
  readonly replication?: sdk.ReplicationConfiguration;
  readonly requestPayment?: sdk.RequestPaymentConfiguration;
  readonly tags?: readonly sdk.Tag[];
  readonly website?: sdk.WebsiteConfiguration;
};

/** Who may do what beside the owner. https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html */
export type Acl = { readonly owner: string; readonly grants: readonly sdk.Grant[] };
