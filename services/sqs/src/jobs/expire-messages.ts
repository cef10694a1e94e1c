import type { Job } from "@skylab/service";
import type { SqsStore } from "../store/store.ts";

/** A receive never answers an expired message; this only frees its space. */
const TURN_MS = 60_000;

/** Deletes the messages that are older than the retention period of their queue. */
export const expireMessages = (store: SqsStore): Job => ({
  name: "sqs: expire messages",
  everyMs: TURN_MS,
  single: true,
  run: async (_clock, signal) => {
    for (const place of await store.directory.places()) {
      for await (const queue of store.directory.all(place)) {
        if (signal.aborted) return;
        await store.messages.expire(queue);
      }
    }
  },
});
