import type { Place } from "@skylab/aws";
import type { Job } from "@skylab/service";
import type { SnsStore } from "../store/store.ts";

const TURN_MS = 60_000;

/** Takes away what deleted topics leave behind, and subscriptions that nobody has confirmed in time. */
export const collectGarbage = (store: SnsStore): Job => ({
  name: "sns: collect garbage",
  everyMs: TURN_MS,
  single: true,
  run: async (clock, signal) => {
    for (const place of await store.topics.places()) {
      await takeAwayDeletedTopics(store, place, signal);
      await endOverdue(store, place, { now: clock.now(), signal });
    }
  },
});

async function takeAwayDeletedTopics({ deletedTopics }: SnsStore, place: Place, signal: AbortSignal): Promise<void> {
  for (const topic of await deletedTopics.list(place)) {
    while (!signal.aborted && !(await deletedTopics.takeAway(topic)));
  }
}

type Turn = { readonly now: number; readonly signal: AbortSignal };

/** AWS forgets, too, who has not confirmed when the token is good no longer. */
async function endOverdue({ subscriptions }: SnsStore, place: Place, { now, signal }: Turn): Promise<void> {
  for (const { id, topic } of await subscriptions.overdue(place, now)) {
    if (signal.aborted) return;
    await subscriptions.remove(topic, id, {
      isDue: ({ pending }) => pending !== undefined && pending.expiresAt <= now,
    });
  }
}
