import type { Call } from "@skylab/service";
import { newReplay, type Replay } from "./domain/subscriptions/replay.ts";
import type { Topic } from "./domain/topics/topic.ts";
import type { SnsStore } from "./store/store.ts";

/** A replay that is asked for: whose, and by which policy. */
export type AskedReplay = {
  readonly topic: Topic;
  readonly subscriptionId: string;
  readonly policy: string | undefined;
};

/**
 * Announces a replay, before the subscription has it: so that none is forgotten. Who takes it up waits a while for the
 * subscription, and lets it be where that never comes.
 */
export async function beginReplay(
  { topic, subscriptionId, policy }: AskedReplay,
  { ids }: Call,
  store: SnsStore,
): Promise<Replay | undefined> {
  if (policy === undefined || policy === "") return undefined;
  const { place, name, row } = topic;
  const archived = { place, name, id: row.id };
  const replay = newReplay(policy, { id: ids.uuid(), end: await store.archive.end(archived) });
  await store.replays.send([{ item: { topic: archived, subscriptionId, replayId: replay.id } }]);
  return replay;
}
