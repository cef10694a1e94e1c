import type { Clock, Ids } from "@skylab/aws";
import type { Bucket } from "../domain/bucket.ts";
import { midnightBefore } from "../domain/lifecycle/days.ts";
import { dueActions, type Placed, walkedPrefixes } from "../domain/lifecycle/due-actions.ts";
import { abortionOf } from "../domain/lifecycle/expiration.ts";
import type { S3Store } from "../store/store.ts";
import type { Upload } from "../store/uploads.ts";
import { doAction } from "./do-action.ts";

/** What a run stands on, and what ends it. */
export type Run = { readonly clock: Clock; readonly ids: Ids; readonly signal: AbortSignal };

/** So many versions are worked on at a time. */
const AT_ONCE = 50;

/**
 * Runs the lifecycle rules of a bucket, if they were not run since the last midnight, or are others since then. What is
 * due is so at a midnight, so there is nothing to look for until the next one.
 */
export async function runRules(store: S3Store, bucket: Bucket, run: Run): Promise<void> {
  const midnight = midnightBefore(run.clock.now());
  if (await store.lifecycle.hasRun(bucket, midnight)) return;
  const isWhole = (await walkVersions(store, bucket, run)) && (await walkUploads(store, bucket, run));
  if (isWhole) await store.lifecycle.ran(bucket, midnight);
}

/** False where it was ended. */
async function walkVersions(store: S3Store, bucket: Bucket, run: Run): Promise<boolean> {
  for (const prefix of walkedPrefixes(bucket, "versions")) {
    for await (const page of store.lifecycle.versions(bucket, prefix)) {
      const current = await stillThere(store, bucket, run);
      if (current === undefined) return false;
      await inGroups(page, (placed) => settleVersion(store, current, { ...run, placed }));
    }
  }
  return true;
}

async function walkUploads(store: S3Store, bucket: Bucket, run: Run): Promise<boolean> {
  for (const prefix of walkedPrefixes(bucket, "uploads")) {
    for await (const page of store.lifecycle.uploads(bucket, prefix)) {
      const current = await stillThere(store, bucket, run);
      if (current === undefined) return false;
      await inGroups(page, (upload) => settleUpload(store, current, { ...run, upload }));
    }
  }
  return true;
}

/** The bucket as it is; `undefined` where the run is over: it is deleted, or other rules are to be run from the beginning. */
async function stillThere({ buckets }: S3Store, bucket: Bucket, { signal }: Run): Promise<Bucket | undefined> {
  const current = signal.aborted ? undefined : await buckets.find(bucket.name);
  if (current?.id !== bucket.id) return undefined;
  const [were, are] = [bucket, current].map(({ configurations }) => JSON.stringify(configurations.lifecycle));
  return were === are ? current : undefined;
}

async function inGroups<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  for (let from = 0; from < items.length; from += AT_ONCE) {
    await Promise.all(items.slice(from, from + AT_ONCE).map(work));
  }
}

async function settleVersion(
  store: S3Store,
  bucket: Bucket,
  { clock, ids, placed }: Run & { readonly placed: Placed },
): Promise<void> {
  const now = clock.now();
  const doing = { bucket, placed, now, clock, ids };
  for (const action of dueActions(bucket, placed, now)) await doAction(store, doing, action);
}

async function settleUpload(
  { uploads }: S3Store,
  bucket: Bucket,
  { clock, upload }: Run & { readonly upload: Upload },
): Promise<void> {
  const abortion = abortionOf(bucket, upload);
  if (abortion !== undefined && abortion.at <= clock.now()) await uploads.abort(bucket, upload.key, upload.id);
}
