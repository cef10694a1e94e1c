import type { Call } from "@skylab/service";
import type { Bucket, Configurations } from "./domain/bucket.ts";
import { noSuchBucket } from "./domain/errors.ts";
import { type BucketInput, findBucket } from "./find-bucket.ts";
import type { S3Store } from "./store/store.ts";

type Request = { readonly input: BucketInput; readonly call: Call };

/**
 * Changes the bucket that a request is for, as it is now; `decide` may be asked again, and refuses by throwing.
 * @throws AwsError as `findBucket`
 */
export async function changeBucket(
  store: S3Store,
  { input, call }: Request,
  decide: (current: Bucket) => Bucket,
): Promise<Bucket> {
  const { id, name } = await findBucket(store, input, call);
  const changed = await store.buckets.change(name, (current) => {
    if (current.id !== id) throw noSuchBucket(name);
    return decide(current);
  });
  if (changed === undefined) throw noSuchBucket(name);
  return changed;
}

/** What a bucket's configurations become: those that are named; `undefined` deletes one. */
export type Configured = { readonly [Name in keyof Configurations]?: Configurations[Name] | undefined };

/**
 * Puts or deletes configurations of the bucket that a request is for; `decide` may be asked again, and refuses by throwing.
 * @throws AwsError as `findBucket`
 */
export const configureBucket = (
  store: S3Store,
  request: Request,
  decide: Configured | ((current: Bucket) => Configured),
): Promise<Bucket> =>
  changeBucket(store, request, (current) => ({
    ...current,
    configurations: configured(current.configurations, typeof decide === "function" ? decide(current) : decide),
  }));

const configured = (current: Configurations, changes: Configured): Configurations =>
  Object.fromEntries(Object.entries({ ...current, ...changes }).filter(([, value]) => value !== undefined));
