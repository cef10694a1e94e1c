import type { Context } from "@skylab/auth";
import type { Call, KeptContext, Permission, Target } from "@skylab/service";
import { hasAcls } from "../domain/acl/ownership.ts";
import type { Bucket } from "../domain/bucket.ts";
import { checkKey } from "../domain/objects/key.ts";
import type { ObjectVersion } from "../domain/object-version.ts";
import type { S3Store } from "../store/store.ts";
import { bucketContext, type ContextInput, requestContext } from "./request-context.ts";
import { policyOfBucket, policyOfMissingKey, policyOfObject } from "./resource-policy.ts";

/** Neither region nor account stands in them: `Target.account` says whose they are. */
export const bucketArn = (bucket: string): string => `arn:aws:s3:::${bucket}`;

/** @throws AwsError KeyTooLongError: no object has such a key, and the records would not look for it. */
export function objectArn(bucket: string, key: string): string {
  checkKey(key);
  return `${bucketArn(bucket)}/${key}`;
}

/** What a request is about, and who sends it. */
export type Asked = { readonly input: ContextInput; readonly call: Call; readonly more?: Context };

/** A bucket, as policies see it. */
export const bucketTarget = (bucket: Bucket, asked: Asked): Target => ({
  resource: bucketArn(bucket.name),
  account: bucket.account,
  policy: policyOfBucket(bucket, asked.call.caller),
  context: contextOf(bucket, asked),
});

/** One of a bucket's keys. */
export type AskedKey = { readonly key: string; readonly versionId?: string | undefined };

/** What is written to a key, or deleted there: the bucket's ACL counts, whoever owns what is there. */
export const keyTarget = (store: S3Store, bucket: Bucket, asked: Asked & AskedKey): Target => ({
  resource: objectArn(bucket.name, asked.key),
  account: bucket.account,
  policy: policyOfBucket(bucket, asked.call.caller),
  context: contextOf(bucket, asked),
  kept: existingTags(() => store.objects.find(bucket, asked.key, asked.versionId)),
});

/** What is read of an object: its own ACL counts, where ACLs do. */
export async function objectTarget(store: S3Store, bucket: Bucket, asked: Asked & AskedKey): Promise<Target> {
  if (!hasAcls(bucket)) return keyTarget(store, bucket, asked);
  const resource = objectArn(bucket.name, asked.key);
  const found = await store.objects.find(bucket, asked.key, asked.versionId);
  const object = found?.kind === "object" ? found : undefined;
  const { caller } = asked.call;
  return {
    resource,
    account: object?.owner ?? bucket.account,
    policy: object ? policyOfObject(bucket, caller, object) : policyOfMissingKey(bucket, caller),
    context: contextOf(bucket, asked),
    kept: existingTags(() => Promise.resolve(found)),
  };
}

const contextOf =
  (bucket: Bucket, { call, input, more }: Asked) =>
  (): Context => ({ ...requestContext(input, call), ...bucketContext(bucket), ...more });

/** The tags of the object that is there: read where a policy asks for them. */
const existingTags = (find: () => Promise<ObjectVersion | undefined>): KeptContext => ({
  keys: "s3:existingobjecttag/",
  context: async () => {
    const found = await find();
    const tags = found?.kind === "object" ? (found.tags ?? {}) : {};
    return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`s3:ExistingObjectTag/${key}`, value]));
  },
});

/** Something that must be allowed. */
export const permission = (action: string, target: Target): Permission => ({ ...target, action: `s3:${action}` });
