import type * as sdk from "@aws-sdk/client-s3";
import { invalidRequest } from "../errors.ts";

/**
 * All four blocks; one that is not named is off.
 * @throws AwsError InvalidRequest
 */
export function readPublicAccessBlock(
  asked: sdk.PublicAccessBlockConfiguration,
): Required<sdk.PublicAccessBlockConfiguration> {
  if (Object.values(asked).every((block) => block === undefined)) {
    throw invalidRequest("Must specify at least one configuration.");
  }
  return {
    BlockPublicAcls: asked.BlockPublicAcls ?? false,
    IgnorePublicAcls: asked.IgnorePublicAcls ?? false,
    BlockPublicPolicy: asked.BlockPublicPolicy ?? false,
    RestrictPublicBuckets: asked.RestrictPublicBuckets ?? false,
  };
}
