import { type Context, isRootOf } from "@skylab/auth";
import type { AccessRule, Permission, Target } from "@skylab/service";
import { type BucketInput, findBucket } from "../find-bucket.ts";
import type { S3Store } from "../store/store.ts";
import type { ContextInput } from "./request-context.ts";
import { requirePayer } from "./requester-pays.ts";
import { bucketTarget, keyTarget, objectTarget, permission } from "./targets.ts";

// Whoever signs nothing may ask, too, wherever a bucket's policy or an ACL can allow it.

type OnBucketInput = BucketInput & ContextInput;

type OnKeyInput = OnBucketInput & { readonly Key: string };

/** What is done to a bucket. */
export const onBucket = <Input extends OnBucketInput>(
  action: string,
  contextOf?: (input: Input) => Context,
): AccessRule<Input, S3Store> => ({
  action: `s3:${action}`,
  unsigned: true,
  on: async (input, call, store) => {
    const bucket = await findBucket(store, input, call);
    requirePayer(bucket, call);
    return bucketTarget(bucket, { input, call, ...(contextOf && { more: contextOf(input) }) });
  },
});

/**
 * What is done with a bucket's policy: root of its account may always, lest a policy lock everybody out.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 */
export const onPolicy = (action: string): AccessRule<OnBucketInput, S3Store> => ({
  action: `s3:${action}`,
  unsigned: true,
  on: async (input, call, store) => {
    const bucket = await findBucket(store, input, call);
    const target = bucketTarget(bucket, { input, call });
    return isRootOf(bucket.account, call.caller) ? { ...target, policy: undefined } : target;
  },
});

/** What is done at a key, be there an object or not; with another action where a version is named. */
export const onKey = (action: string, ofVersion = action): AccessRule<OnKeyInput, S3Store> => ({
  action: `s3:${action}`,
  unsigned: true,
  on: async (input, call, store) => {
    const { Key: key, VersionId: versionId } = input;
    const bucket = await findBucket(store, input, call);
    requirePayer(bucket, call);
    const target = keyTarget(store, bucket, { input, call, key, versionId });
    return permission(versionId === undefined ? action : ofVersion, target);
  },
});

/** What is done to an object that may have an ACL of its own; with another action where its version is named. */
export const onObject = (action: string, ofVersion = action): AccessRule<OnKeyInput, S3Store> => ({
  action: `s3:${action}`,
  unsigned: true,
  on: async (input, call, store) => {
    const { Key: key, VersionId: versionId } = input;
    const bucket = await findBucket(store, input, call);
    requirePayer(bucket, call);
    const target = await objectTarget(store, bucket, { input, call, key, versionId });
    return permission(versionId === undefined ? action : ofVersion, target);
  },
});

/** Two actions on the same object. */
export const together = (
  first: AccessRule<OnKeyInput, S3Store>,
  second: AccessRule<OnKeyInput, S3Store>,
): AccessRule<OnKeyInput, S3Store> => ({
  ...first,
  also: async (input, call, store) => [named(second.action, await second.on(input, call, store))],
});

/** With the action of its own that it has, or this one. */
const named = (action: string, target: Target | Permission): Permission => ({ action, ...target });

/** What is done to no resource. */
export const onAll = (action: string): AccessRule<unknown, S3Store> => ({ action, on: () => ({ resource: "*" }) });
