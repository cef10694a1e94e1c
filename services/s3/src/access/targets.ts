import type { Call, Target } from "@skylab/service";
import type { Bucket } from "../domain/bucket.ts";
import { type BucketInput, findBucket } from "../find-bucket.ts";
import type { S3Store } from "../store/store.ts";

/** Neither region nor account stands in them: `Target.account` says whose they are. */
export const bucketArn = (bucket: string): string => `arn:aws:s3:::${bucket}`;

export const objectArn = (bucket: string, key: string): string => `${bucketArn(bucket)}/${key}`;

/** The bucket of a request, as policies see it. */
export const bucketTarget = async (input: BucketInput, call: Call, store: S3Store): Promise<Target> => {
  const bucket = await findBucket(store, input, call);
  return { resource: bucketArn(bucket.name), ...heldBy(bucket) };
};

/** An object of a request, be it there or not. */
export const objectTarget = async (
  input: BucketInput & { readonly Key: string },
  call: Call,
  store: S3Store,
): Promise<Target> => {
  const bucket = await findBucket(store, input, call);
  return { resource: objectArn(bucket.name, input.Key), ...heldBy(bucket) };
};

const heldBy = ({ account, configurations }: Bucket): Pick<Target, "account" | "policy"> => ({
  account,
  policy: configurations.policy,
});
