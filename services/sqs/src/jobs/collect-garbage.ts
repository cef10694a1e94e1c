import type { Job } from "@skylab/service";
import type { SqsStore } from "../store/store.ts";

const TURN_MS = 60_000;

/** A request that found a queue before it was deleted is answered by then: the longest waits 20 seconds. */
const SETTLED_AFTER_MS = 60_000;

/** Drops what a crash, or a message sent at the very end, left of a deleted queue. */
export const collectGarbage = (store: SqsStore): Job => ({
  name: "sqs: collect garbage",
  everyMs: TURN_MS,
  single: true,
  run: async (clock, signal) => {
    for (const place of await store.directory.places()) {
      for (const queue of await store.garbage.deletedBefore(place, clock.now() - SETTLED_AFTER_MS)) {
        if (signal.aborted) return;
        await store.messages.drop(queue.id);
        await store.garbage.forget(place, queue);
      }
    }
  },
});
