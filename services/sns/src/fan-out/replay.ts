import type { Leased } from "@skylab/queues";
import { type Delivery, topicFacts } from "../domain/delivery/delivery.ts";
import type { Publication } from "../domain/messages/publication.ts";
import { type ArchivePoint, brings, type Replay } from "../domain/subscriptions/replay.ts";
import type { Subscription } from "../domain/subscriptions/subscription.ts";
import type { Topic } from "../domain/topics/topic.ts";
import type { ReplayTask } from "../store/replays.ts";
import type { SnsStore } from "../store/store.ts";
import { type Listener, listenerOf } from "./audiences.ts";
import { inOrder } from "./fan-out-in-order.ts";
import { heard, isLetThrough } from "./hearing.ts";

/** So many archived messages are read at a time. */
const PAGE = 100;

/** A subscription whose replay was announced has it by then, or never. */
const ATTEMPTS_TO_FIND = 20;
const FIND_AGAIN_MS = 500;

/** Whoever has not confirmed yet. */
const CONFIRMED_MS = 20_000;

/** Brings the archived messages of a replay on their way. Whoever takes it over goes on where this one was. */
export async function replay(store: SnsStore, leased: Leased<ReplayTask>, signal: AbortSignal): Promise<void> {
  for (let found = await find(store, leased.item); !signal.aborted; found = await find(store, leased.item)) {
    if (found === undefined) {
      // It ends where another has begun, or its subscription is gone.
      return leased.attempts < ATTEMPTS_TO_FIND ? await leased.later(FIND_AGAIN_MS) : await leased.done();
    }
    if (found.subscription.confirmedAt === undefined) return await leased.later(CONFIRMED_MS);
    if (found.replay.state === "completed") return await leased.done();
    await step(store, found);
  }
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
async function step(store: SnsStore, found: Found): Promise<void> {
  const { topic, replay: current } = found;
  const point = current.done ?? { publishedAt: current.from };
  const { place, name, row } = topic;
  const page = await store.archive.behind({ place, name, id: row.id }, point, PAGE);
  const listener = listenerOf(found.subscription, 0);
  const brought = page.filter((each) => brings(current, each) && isLetThrough(listener, heard(each)));
  await store.deliveries.sendOrdered(
    brought.map((each) => inOrder(deliveryOf(each, topic, listener), `${current.id}/`)),
  );
  const last = page.at(-1);
  const isAll = page.length < PAGE;
  const state = isAll ? (current.state === "finishing" ? "completed" : "finishing") : current.state;
  await note(store, found, {
    state: state === "pending" ? "running" : state,
    ...(last && { done: pointOf(last) }),
  });
}

const pointOf = ({ publishedAt, sequenceNumber }: Publication): ArchivePoint => ({
  publishedAt,
  ...(sequenceNumber !== undefined && { sequenceNumber }),
});

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
