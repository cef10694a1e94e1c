import { bucketArn } from "../domain/buckets/bucket-arn.ts";
import { checkBucketName } from "../domain/buckets/bucket-name.ts";
import { tooManyBuckets } from "../domain/buckets/errors.ts";
import { CLASSIC_REGION, regionOfNewBucket } from "../domain/buckets/location.ts";
import { newBucket } from "../domain/buckets/new-bucket.ts";
import { checkMadeAgain } from "../domain/buckets/made-again.ts";
import { checkTags } from "../domain/tags/check-tags.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/general/latest/gr/s3.html */
const MOST_BUCKETS = 10_000;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export const CreateBucket: Operation<"CreateBucket"> = async (
  input,
  call,
  { buckets },
): Promise<Output<"CreateBucket">> => {
  const { Bucket: name, CreateBucketConfiguration: configuration = {} } = input;
  const { LocationConstraint: locationConstraint, Tags: tags = [] } = configuration;
  checkBucketName(name);
  checkTags(tags, "newBucket");
  const { account } = call.caller;
  const bucket = newBucket({
    name,
    id: call.ids.uuid(),
    account,
    region: regionOfNewBucket(locationConstraint, call.place.region),
    now: call.clock.now(),
    locationConstraint,
    objectOwnership: input.ObjectOwnership,
    objectLock: input.ObjectLockEnabledForBucket ?? false,
    tags,
    acl: undefined,
  });
  const existing = (await buckets.find(name)) ?? (await createUnlessFull());
  if (existing !== undefined) checkMadeAgain(existing, bucket);
  return {
    Location: bucket.region === CLASSIC_REGION ? `/${name}` : `${call.endpoint}/${name}`,
    BucketArn: bucketArn(name, bucket.region),
  };

  async function createUnlessFull(): ReturnType<typeof buckets.create> {
    if ((await buckets.count(account, MOST_BUCKETS)) === MOST_BUCKETS) throw tooManyBuckets();
    return buckets.create(bucket);
  }
};
