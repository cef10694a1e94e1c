import { AwsError, type Ids } from "@skylab/aws";
import type { Job } from "@skylab/service";
import type { Bucket } from "../domain/bucket.ts";
import { enabledRules } from "../domain/lifecycle/enabled-rules.ts";
import { type Run, runRules } from "../lifecycle/run-rules.ts";
import type { S3Store } from "../store/store.ts";

/** Rules are run at midnight, and where they are put. */
const TURN_MS = 60_000;

/** Expires, removes, moves and aborts what the buckets' lifecycle rules say. */
export const runLifecycle = (store: S3Store, ids: Ids): Job => ({
  name: "s3: run lifecycle rules",
  everyMs: TURN_MS,
  single: true,
  run: async (clock, signal) => {
    for await (const bucket of store.buckets.all()) {
      if (signal.aborted) return;
      if (enabledRules(bucket).length > 0) await runUnlessDeleted(store, bucket, { clock, ids, signal });
    }
  },
});

async function runUnlessDeleted(store: S3Store, bucket: Bucket, run: Run): Promise<void> {
  try {
    await runRules(store, bucket, run);
  } catch (error) {
    if (!(error instanceof AwsError && error.code === "NoSuchBucket")) throw error;
  }
}
