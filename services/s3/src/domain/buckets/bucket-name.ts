import type { Place } from "@skylab/aws";
import { invalidBucketName } from "./errors.ts";

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html

/** Labels of lower-case letters, digits and hyphens, with dots between them; each begins and ends with no hyphen. */
const NAME = /^(?=.{3,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

const IP_ADDRESS = /^\d+\.\d+\.\d+\.\d+$/;

const RESERVED_PREFIXES = ["xn--", "sthree-", "amzn-s3-demo-"];

/** Of access point aliases, Object Lambda, multi-region access points, directory buckets and table buckets. */
const RESERVED_SUFFIXES = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

/** Whether a bucket could bear it; whatever else a path begins with names none. */
export const isBucketName = (name: string): boolean => NAME.test(name);

/** @throws AwsError InvalidBucketName: no new bucket may bear it. */
export function checkBucketName(name: string): void {
  const isReserved =
    RESERVED_PREFIXES.some((prefix) => name.startsWith(prefix)) ||
    RESERVED_SUFFIXES.some((suffix) => name.endsWith(suffix));
  if (!NAME.test(name) || IP_ADDRESS.test(name) || isReserved) throw invalidBucketName(name);
}

/** @throws AwsError InvalidBucketName: it is no name of the account's own namespace in the region. */
export function checkRegionalName(name: string, { account, region }: Place): void {
  const suffix = `-${account}-${region}-an`;
  if (!name.endsWith(suffix) || name === suffix) throw invalidBucketName(name);
}
