import { readBucket } from "../find-bucket.ts";
import type { Operation, Output } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export const HeadBucket: Operation<"HeadBucket"> = async (input, call, store): Promise<Output<"HeadBucket">> => {
  const { region } = await readBucket(store, input, call);
  return { BucketRegion: region, AccessPointAlias: false };
};
