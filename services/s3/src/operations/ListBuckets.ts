import { readBucketListing } from "../domain/buckets/bucket-listing.ts";
import { canonicalId } from "../domain/canonical-id.ts";
import { continuationToken } from "../domain/buckets/continuation-token.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export const ListBuckets: Operation<"ListBuckets"> = async (
  input,
  call,
  { buckets },
): Promise<Output<"ListBuckets">> => {
  const { limit, tellsRegions, ...page } = readBucketListing(input);
  const { account } = call.caller;
  const listed = await buckets.list(account, { ...page, limit: limit + 1 });
  const shown = listed.slice(0, limit);
  const last = shown.at(-1);
  return {
    Buckets: shown.map(({ name, region, createdAt }) => ({
      Name: name,
      CreationDate: new Date(createdAt),
      BucketRegion: tellsRegions ? region : undefined,
    })),
    Owner: { ID: canonicalId(account) },
    ...(input.Prefix !== undefined && { Prefix: input.Prefix }),
    ...(listed.length > limit && last && { ContinuationToken: continuationToken(last.name) }),
  };
};
