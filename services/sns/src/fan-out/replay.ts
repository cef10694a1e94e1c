import { pause } from "@skylab/aws";
import type { Leased } from "@skylab/queues";
import { type Delivery, topicFacts } from "../domain/delivery/delivery.ts";
import type { Publication } from "../domain/messages/publication.ts";
import { brings, placeOf, type Replay } from "../domain/subscriptions/replay.ts";
import type { Subscription } from "../domain/subscriptions/subscription.ts";
import type { Topic } from "../domain/topics/topic.ts";
import type { ReplayTask } from "../store/replays.ts";
import type { SnsStore } from "../store/store.ts";
import { type Listener, listenerOf } from "./audiences.ts";
import { inOrder } from "./fan-out-in-order.ts";
import { heard, isLetThrough } from "./hearing.ts";

/** A subscription whose replay was announced has it by then, or never; in real time, for the clock may stand still. */
const ATTEMPTS_TO_FIND = 300;
const FIND_AGAIN_MS = 200;

/** Whoever has not confirmed yet. */
const CONFIRMED_MS = 20_000;

/** Brings the archived messages of a replay on their way. Whoever takes it over goes on where this one was. */
export async function replay(store: SnsStore, leased: Leased<ReplayTask>, signal: AbortSignal): Promise<void> {
  let isBegun = false;
  while (!signal.aborted) {
    const found = await find(store, leased.item);
    // It ends where another has begun, or its subscription is gone.
    if (found === undefined) return await (isBegun ? leased.done() : findLater(leased, signal));
    const listener = listenerOf(found.subscription);
    if (listener === undefined) return await leased.later(CONFIRMED_MS);
    if (found.replay.state === "completed") return await leased.done();
    isBegun = true;
    await step(store, found, listener);
  }
  // At once: while it is finishing others wait.
  await leased.later(0);
}

async function findLater(leased: Leased<ReplayTask>, signal: AbortSignal): Promise<void> {
  if (leased.attempts >= ATTEMPTS_TO_FIND) return await leased.done();
  await pause(FIND_AGAIN_MS, signal);
  await leased.later(0);
}

type Found = { readonly topic: Topic; readonly subscription: Subscription; readonly replay: Replay };

async function find({ topics, subscriptions }: SnsStore, task: ReplayTask): Promise<Found | undefined> {
  const topic = await topics.read(task.topic);
  if (topic?.row.id !== task.topic.id) return undefined;
  const subscription = await subscriptions.find(topic, task.subscriptionId);
  const { replay: current } = subscription ?? {};
  if (subscription === undefined || current?.id !== task.replayId) return undefined;
  return { topic, subscription, replay: current };
}

/** Brings a page of them on its way, and notes it. The last one makes those wait that are published meanwhile. */
async function step(store: SnsStore, found: Found, listener: Listener): Promise<void> {
  const { topic, replay: current } = found;
  const { place, name, row } = topic;
  const page = await store.archive.behind({ place, name, id: row.id }, placeOf(current));
  const brought = page.archived.filter(
    (each) => brings(current, each, listener.since) && isLetThrough(listener, heard(each.publication)),
  );
  await store.deliveries.sendOrdered(
    brought.map(({ publication }) => inOrder(deliveryOf(publication, topic, listener), `${current.id}/`)),
  );
  const state = current.state === "pending" ? "running" : current.state;
  const isLast = page.isAll && state === "finishing";
  await note(store, found, {
    state: isLast ? "completed" : page.isAll ? "finishing" : state,
    done: page.archived.at(-1)?.place ?? placeOf(current),
  });
}

const deliveryOf = (publication: Publication, topic: Topic, { subscriber }: Listener): Delivery => ({
  content: { type: "Notification", publication: { ...publication, replayed: true } },
  topic: topicFacts(topic),
  subscriber,
});

async function note(
  { subscriptions }: SnsStore,
  { topic, subscription, replay: current }: Found,
  progress: Pick<Replay, "state" | "done">,
): Promise<void> {
  await subscriptions.change(topic, subscription.id, (now) =>
    now.replay?.id === current.id ? { ...now, replay: { ...now.replay, ...progress } } : now,
  );
}
