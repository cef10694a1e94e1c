import type * as sdk from "@aws-sdk/client-s3";
import { AwsError } from "@skylab/aws";
import { bucketOfArn } from "../buckets/bucket-arn.ts";
import { invalidArgument, malformedXml } from "../errors.ts";

// Configurations of which a bucket has many: analytics, inventory, metrics, intelligent tiering.

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_MetricsConfiguration.html */
const ID = /^[\w.-]{1,64}$/;

/** Days without access, https://docs.aws.amazon.com/AmazonS3/latest/API/API_Tiering.html */
const TIER_DAYS: Readonly<Record<sdk.IntelligentTieringAccessTier, number>> = {
  ARCHIVE_ACCESS: 90,
  DEEP_ARCHIVE_ACCESS: 180,
};

const MOST_TIER_DAYS = 730;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_InventoryConfiguration.html */
const INVENTORY_FIELDS: ReadonlySet<string> = new Set([
  "Size",
  "LastModifiedDate",
  "StorageClass",
  "ETag",
  "IsMultipartUploaded",
  "ReplicationStatus",
  "EncryptionStatus",
  "ObjectLockRetainUntilDate",
  "ObjectLockMode",
  "ObjectLockLegalHoldStatus",
  "IntelligentTieringAccessTier",
  "BucketKeyStatus",
  "ChecksumAlgorithm",
  "ObjectAccessControlList",
  "ObjectOwner",
  "LifecycleExpirationDate",
]);

/** @throws AwsError where the document's id is not that of the request, or no id. */
export function checkId(document: { readonly Id?: string | undefined }, asked: string): void {
  if (document.Id !== asked) {
    throw new AwsError("IdMismatch", "Document ID does not match the specified configuration ID.");
  }
  if (!ID.test(asked)) throw invalidArgument("Invalid configuration id", "id", asked);
}

export const tooManyConfigurations = (): AwsError =>
  new AwsError(
    "TooManyConfigurations",
    "You are attempting to create a new configuration but have already reached the 1,000-configuration limit.",
  );

/** One predicate, or more inside `And`. */
type Filter = { readonly Prefix?: unknown; readonly Tag?: unknown; readonly And?: object | undefined };

/** @throws AwsError MalformedXML where a filter has several predicates, or `And` has but one. */
export function checkPredicates(filter: Filter | undefined): void {
  if (filter === undefined) return;
  if (Object.values(filter).filter((value) => value !== undefined).length !== 1) throw malformedXml();
  if (filter.And === undefined) return;
  const inside: readonly unknown[] = Object.values(filter.And);
  const count = inside.reduce(
    (sum: number, one) => sum + (Array.isArray(one) ? one.length : one === undefined ? 0 : 1),
    0,
  );
  if (count < 2) throw malformedXml();
}

/** @throws AwsError InvalidS3DestinationBucket, MalformedXML */
export function checkInventory(inventory: sdk.InventoryConfiguration): void {
  checkDestinationArn(inventory.Destination?.S3BucketDestination?.Bucket);
  const fields = inventory.OptionalFields ?? [];
  if (fields.some((field) => !INVENTORY_FIELDS.has(field))) throw malformedXml();
}

/** @throws AwsError InvalidS3DestinationBucket, MalformedXML */
export function checkAnalytics(analytics: sdk.AnalyticsConfiguration): void {
  checkPredicates(analytics.Filter);
  const dataExport = analytics.StorageClassAnalysis?.DataExport;
  if (dataExport) checkDestinationArn(dataExport.Destination?.S3BucketDestination?.Bucket);
}

function checkDestinationArn(arn: string | undefined): void {
  if (bucketOfArn(arn) === undefined) throw new AwsError("InvalidS3DestinationBucket", "Invalid bucket ARN.");
}

/** @throws AwsError MalformedXML, InvalidArgument */
export function checkTiering({ Filter: filter, Tierings: tierings = [] }: sdk.IntelligentTieringConfiguration): void {
  checkPredicates(filter);
  if (tierings.length === 0) throw malformedXml();
  const tiers = new Set(tierings.map(({ AccessTier: tier }) => tier));
  if (tiers.size < tierings.length) throw malformedXml();
  for (const { AccessTier: tier, Days: days } of tierings) {
    if (tier === undefined || days === undefined) throw malformedXml();
    if (days < TIER_DAYS[tier] || days > MOST_TIER_DAYS) {
      throw invalidArgument(
        `'Days' for ${tier} must be between ${TIER_DAYS[tier]} and ${MOST_TIER_DAYS}`,
        "Days",
        String(days),
      );
    }
  }
}
