import type { Clock, Ids } from "@skylab/aws";
import type { Job } from "@skylab/service";
import type { Bucket } from "../domain/bucket.ts";
import { settleRestore } from "../domain/lifecycle/restore.ts";
import { ownOccurrenceOf } from "../objects/occurrence.ts";
import type { DueRestore } from "../store/restores.ts";
import type { S3Store } from "../store/store.ts";

const TURN_MS = 10_000;

/** Brings archived objects back that were asked for, and takes the copies away again when their days are over. */
export const endRestores = (store: S3Store, ids: Ids): Job => ({
  name: "s3: end restores",
  everyMs: TURN_MS,
  single: true,
  run: async (clock, signal) => {
    for await (const bucket of store.buckets.all()) {
      for (;;) {
        if (signal.aborted) return;
        const due = await store.restores.due(bucket, clock.now());
        if (due.length === 0) break;
        for (const one of due) await settle(store, { bucket, due: one, clock, ids });
      }
    }
  },
});

type Settling = { readonly bucket: Bucket; readonly due: DueRestore; readonly clock: Clock; readonly ids: Ids };

const settle = ({ restores }: S3Store, { bucket, due, clock, ids }: Settling): Promise<void> =>
  restores.settle(bucket, due, {
    decide: (object) => settleRestore(object, clock.now()),
    dueAt: ({ restoredUntil }) => restoredUntil,
    occurrence: (version) => {
      if (version?.kind !== "object") return undefined;
      const { restoredUntil: until, storageClass = "STANDARD" } = version;
      const restore = { storageClass, ...(until !== undefined && { until }) };
      const event = until === undefined ? "ObjectRestore:Delete" : "ObjectRestore:Completed";
      return ownOccurrenceOf(bucket, { clock, ids }, { event, restore })(version);
    },
  });
