import { isAccountId } from "@skylab/aws";
import type { Call } from "@skylab/service";
import type { Bucket } from "./domain/bucket.ts";
import { invalidBucketOwnerAccount, notTheExpectedOwner } from "./domain/buckets/errors.ts";
import { noSuchBucket, wrongRegion } from "./domain/errors.ts";
import type { Buckets } from "./store/buckets.ts";
import type { S3Store } from "./store/store.ts";

/** The bucket that a request names, and the account that it expects to own it. */
export type BucketInput = { readonly Bucket: string; readonly ExpectedBucketOwner?: string | undefined };

/**
 * The bucket that a request is for, as it is, or was less than a second ago where another replica has changed it since.
 * @throws AwsError NoSuchBucket; AuthorizationHeaderMalformed where the request was signed for another region than the
 * bucket's; AccessDenied where the bucket is not the account's that the caller expects
 */
export const findBucket = async ({ buckets }: S3Store, input: BucketInput, call: Call): Promise<Bucket> =>
  requireBucket(input, call, buckets.find);

/**
 * The bucket that a request asks about, as it is: whoever has changed it reads what became of it at any replica.
 * @throws AwsError as `findBucket`
 */
export const readBucket = async ({ buckets }: S3Store, input: BucketInput, call: Call): Promise<Bucket> =>
  requireBucket(input, call, buckets.read);

async function requireBucket(
  { Bucket: name, ExpectedBucketOwner: expected }: BucketInput,
  call: Call,
  find: Buckets["find"],
): Promise<Bucket> {
  if (expected !== undefined && !isAccountId(expected)) throw invalidBucketOwnerAccount(expected);
  const bucket = await find(name);
  if (bucket === undefined) throw noSuchBucket(name);
  if (expected !== undefined && expected !== bucket.account) throw notTheExpectedOwner(bucket.region);
  // Who signs nothing, or by Version 2, names no region.
  const isForRegion = call.caller.accessKeyId !== undefined && call.head.headers.authorization?.startsWith("AWS4-");
  if (isForRegion && call.place.region !== bucket.region) throw wrongRegion(call.place.region, bucket.region);
  return bucket;
}
