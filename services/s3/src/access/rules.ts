import type { AccessRule } from "@skylab/service";
import type { BucketInput } from "../find-bucket.ts";
import type { S3Store } from "../store/store.ts";
import { bucketTarget, objectTarget } from "./targets.ts";

type ObjectInput = BucketInput & { readonly Key: string; readonly VersionId?: string | undefined };

/** What is done to a bucket. */
export const onBucket = (action: string): AccessRule<BucketInput, S3Store> => ({
  action: `s3:${action}`,
  unsigned: true,
  on: bucketTarget,
});

/** What is done to an object; with another action where its version is named. */
export const onObject = (action: string, ofVersion = action): AccessRule<ObjectInput, S3Store> => ({
  action: `s3:${action}`,
  unsigned: true,
  on: async (input, call, store) => ({
    action: `s3:${input.VersionId === undefined ? action : ofVersion}`,
    ...(await objectTarget(input, call, store)),
  }),
});

/** What is done to no resource, or to one that is not there yet. */
export const onAll = (action: string): AccessRule<unknown, S3Store> => ({
  action,
  on: () => ({ resource: "*" }),
});
