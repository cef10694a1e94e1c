import { illegalLocationConstraint, invalidLocationConstraint } from "./errors.ts";
import { isBucketRegion } from "./regions.ts";

/** The region whose name no location constraint bears, and where a bucket is made that has none. */
export const CLASSIC_REGION = "us-east-1";

const IRELAND = "eu-west-1";

/** What Ireland was called when there was no other region in Europe. */
const EU = "EU";

/**
 * The region of a new bucket. The endpoint of us-east-1 makes buckets in all regions, that of another one in its own, and
 * only where the request names it.
 * @throws AwsError IllegalLocationConstraintException, InvalidLocationConstraint
 */
export function regionOfNewBucket(constraint: string | undefined, endpointRegion: string): string {
  if (constraint === undefined || constraint === "") {
    if (endpointRegion !== CLASSIC_REGION) throw illegalLocationConstraint("unspecified");
    return CLASSIC_REGION;
  }
  const region = constraint === EU ? IRELAND : constraint;
  if (endpointRegion === CLASSIC_REGION) {
    if (region === CLASSIC_REGION || !isBucketRegion(region)) throw invalidLocationConstraint(constraint);
    return region;
  }
  if (region !== endpointRegion) throw illegalLocationConstraint(constraint);
  return region;
}
