import type { AwsError } from "@skylab/aws";
import type { Call } from "@skylab/service";
import { bucketTarget, permission } from "../access/targets.ts";
import type { Bucket } from "../domain/bucket.ts";

/** Where an object is looked for, and by whom. */
export type Place = { readonly bucket: Bucket; readonly call: Call };

/**
 * What is said where an object is not: that it is not, to those who may list the bucket, and to others that they may not.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export const missingObject = async ({ bucket, call }: Place, told: AwsError): Promise<AwsError> =>
  (await call.refusalOf(permission("ListBucket", bucketTarget(bucket, { input: {}, call })))) ?? told;
