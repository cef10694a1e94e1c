import type { Bucket } from "../domain/bucket.ts";
import type { S3Engines } from "./store.ts";

/** Which buckets there are, in all accounts and regions. */
export type Buckets = {
  /** A bucket as it is, or was less than a second ago where another replica has changed it since: every request reads one. */
  readonly find: (name: string) => Promise<Bucket | undefined>;
  /** Makes a bucket that takes writes at once; answers the one that bears the name already, where there is one. */
  readonly create: (bucket: Bucket) => Promise<Bucket | undefined>;
  /** Changes a bucket as it is now; `decide` may be asked again. `undefined` where there is none (any more). */
  readonly change: (name: string, decide: (current: Bucket) => Bucket) => Promise<Bucket | undefined>;
  /**
   * Deletes a bucket that holds nothing: no object, version, marker. False where it holds something. No write that was
   * answered is lost by it: the bucket takes none while it is looked through, and again when something was found.
   */
  readonly remove: (bucket: Bucket) => Promise<boolean>;
  /** The buckets of an account in the order of their names. */
  readonly list: (
    account: string,
    page: { readonly after?: string; readonly prefix?: string; readonly limit: number },
  ) => Promise<readonly Bucket[]>;
  /** All buckets, for jobs. */
  readonly all: () => AsyncIterable<Bucket>;
};

export function openBuckets(_engines: S3Engines): Buckets {
  return {} as Buckets; // as: being built
}
