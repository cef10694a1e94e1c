import { type AclHeaders, aclOfHeaders } from "../domain/acl/asked-acl.ts";
import type { Acl, Bucket } from "../domain/bucket.ts";
import { tooManyBuckets } from "../domain/buckets/errors.ts";
import { CLASSIC_REGION } from "../domain/buckets/location.ts";
import { checkMadeAgain } from "../domain/buckets/made-again.ts";
import { newBucket } from "../domain/buckets/new-bucket.ts";
import type { Operation, Output } from "../operation.ts";
import type { Buckets } from "../store/buckets.ts";

/** https://docs.aws.amazon.com/general/latest/gr/s3.html */
const MOST_BUCKETS = 10_000;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export const CreateBucket: Operation<"CreateBucket"> = async (
  input,
  call,
  { buckets },
): Promise<Output<"CreateBucket">> => {
  const place = { account: call.caller.account, region: call.place.region };
  const bucket = newBucket(input, {
    place,
    id: call.ids.uuid(),
    now: call.clock.now(),
    acl: aclOf(input, place.account),
  });
  // A bucket that is found may be half deleted, or was deleted at another replica a moment ago: the store knows.
  const existing = await createUnlessFull(buckets, bucket);
  if (existing !== undefined) checkMadeAgain(existing, bucket);
  return { Location: bucket.region === CLASSIC_REGION ? `/${bucket.name}` : `${call.endpoint}/${bucket.name}` };
};

/** What is private, is so without an ACL. */
function aclOf(input: AclHeaders, account: string): Acl | undefined {
  const asked = aclOfHeaders(input, { owner: account, bucketOwner: account });
  return asked?.canned === "private" ? undefined : asked?.acl;
}

async function createUnlessFull(buckets: Buckets, bucket: Bucket): Promise<Bucket | undefined> {
  const isFull = await buckets.hasAsMany(bucket.account, MOST_BUCKETS);
  if (isFull && (await buckets.find(bucket.name)) === undefined) throw tooManyBuckets();
  return buckets.create(bucket);
}
