import { encodeKey, placesOf, type Records } from "@skylab/records";
import { PURGE_INTERVAL_SECONDS } from "../domain/limits.ts";
import { NOTHING, SPACES } from "./spaces.ts";
import type { StoredQueue } from "./stored-queue.ts";

/** Who purged when. */
export type Purges = {
  /** Notes that a queue is purged; false where it was a moment ago. */
  readonly begin: (queue: StoredQueue, now: number) => Promise<boolean>;
};

export const openPurges = (records: Records): Purges => ({
  begin: async (queue, now) => {
    const key = encodeKey(queue.record.id);
    const expiresAt = now + PURGE_INTERVAL_SECONDS * 1000;
    const result = await placesOf(records)
      .at(queue.place)
      .commit({
        checks: [{ space: SPACES.purged, key, version: undefined }],
        writes: [{ kind: "put", space: SPACES.purged, key, value: NOTHING, expiresAt }],
      });
    return result.ok;
  },
});
