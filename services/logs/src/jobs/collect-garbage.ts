import type { Place } from "@skylab/aws";
import type { Job } from "@skylab/service";
import { retentionStart } from "../domain/groups/retention.ts";
import { findGroups } from "../find-groups.ts";
import type { LogsStore } from "../store/store.ts";

/** Nobody sees what is taken away here: only the room is late. */
const TURN_MS = 60_000;

/** Takes away the events of deleted streams, and those that are older than their groups keep them. */
export const collectGarbage = (store: LogsStore): Job => ({
  name: "logs: collect garbage",
  everyMs: TURN_MS,
  single: true,
  run: async (clock, signal) => {
    for (const place of await store.garbage.places()) {
      await takeDeletedStreams(store, place, signal);
      await takeExpired(store, place, { now: clock.now(), signal });
    }
  },
});

async function takeDeletedStreams({ garbage }: LogsStore, place: Place, signal: AbortSignal): Promise<void> {
  for (;;) {
    const streams = await garbage.deletedStreams(place);
    for (const stream of streams) while (!signal.aborted && !(await garbage.takeStream(stream)));
    if (streams.length === 0 || signal.aborted) return;
  }
}

type Turn = { readonly now: number; readonly signal: AbortSignal };

/** So many groups are read at a time. */
const GROUPS = 500;

async function takeExpired(store: LogsStore, place: Place, { now, signal }: Turn): Promise<void> {
  let after: Uint8Array | undefined;
  do {
    const page = { after, limit: GROUPS, isAsked: () => true };
    const listed = await findGroups(store, place, page);
    for (const { group } of listed) {
      const before = retentionStart(group.row.retentionInDays, now);
      if (before === 0) continue;
      while (!signal.aborted && !(await store.garbage.takeOlder(group, before)));
    }
    after = listed.length < GROUPS ? undefined : listed.at(-1)?.key;
  } while (after !== undefined && !signal.aborted);
}
