import type * as sdk from "@aws-sdk/client-s3";
import { AwsError } from "@skylab/aws";
import type { Bucket } from "../bucket.ts";
import { invalidBucketState } from "./errors.ts";

/**
 * The versioning that a bucket gets.
 * @throws AwsError IllegalVersioningConfigurationException; InvalidBucketState where something in the bucket needs versions;
 * NotImplemented for MFA delete.
 */
export function readVersioning(asked: sdk.VersioningConfiguration, bucket: Bucket): sdk.BucketVersioningStatus {
  if (asked.MFADelete === "Enabled") {
    throw new AwsError("NotImplemented", "MFA delete is not implemented: there are no MFA devices to delete with.", {
      status: 501,
    });
  }
  if (asked.Status === undefined) {
    throw new AwsError("IllegalVersioningConfigurationException", "The Versioning element must be specified");
  }
  if (asked.Status === "Suspended") checkMaySuspend(bucket);
  return asked.Status;
}

function checkMaySuspend({ objectLock, configurations }: Bucket): void {
  if (objectLock) {
    throw invalidBucketState(
      "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
    );
  }
  if (configurations.replication) {
    throw invalidBucketState(
      "A replication configuration is present on this bucket, so you cannot change the versioning state. To change the versioning state, first delete the replication configuration.",
    );
  }
}
