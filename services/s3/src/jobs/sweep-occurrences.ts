import type { Job } from "@skylab/service";
import { isHeard } from "../store/occurrences.ts";
import type { S3Store } from "../store/store.ts";

const TURN_MS = 10_000;

/** Whoever has committed something hands it over at once: what lies there for so long, a crash has left. */
const LEFT_AFTER_MS = 30_000;

/** Hands over what happened in buckets and what those who made it happen did not live to hand over. */
export const sweepOccurrences = (store: S3Store): Job => ({
  name: "sweep occurrences",
  everyMs: TURN_MS,
  single: true,
  run: async (clock, signal) => {
    for await (const bucket of store.buckets.all()) {
      if (signal.aborted) return;
      if (isHeard(bucket)) await store.occurrences.handOver(bucket, clock.now() - LEFT_AFTER_MS);
    }
  },
});
