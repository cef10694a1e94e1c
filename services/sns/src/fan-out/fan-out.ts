import type { Leased } from "@skylab/queues";
import type { DeadLetters } from "../destinations/dead-letters.ts";
import type { QueueDestination } from "../destinations/queues.ts";
import type { Delivery, Failure } from "../domain/delivery/delivery.ts";
import type { Publication } from "../domain/messages/publication.ts";
import type { Deliveries } from "../store/deliveries.ts";
import type { Audiences } from "./audiences.ts";
import { byTopic, type OfTopic } from "./by-topic.ts";
import { deliveriesTo, publicationOf } from "./hearing.ts";

/** What the fan-out of standard topics stands on. */
export type FanOut = {
  readonly audiences: Audiences;
  readonly deliveries: Deliveries;
  readonly queues: QueueDestination;
  readonly deadLetters: DeadLetters;
};

/** So many queues are sent to at a time by each batch of publications. */
const QUEUES_AT_ONCE = 50;

/**
 * Hands what was published to standard topics to all who are to hear of it: to queues in batches, at once, to everybody
 * else by the lanes of deliveries. What cannot be handed over now goes there, too.
 */
export async function fanOut(parts: FanOut, items: readonly Leased<Publication>[]): Promise<void> {
  await Promise.all(byTopic(items).map((own) => fanOutTopic(parts, own)));
}

async function fanOutTopic(parts: FanOut, { topic, items }: OfTopic): Promise<void> {
  const audience = await parts.audiences.of(topic);
  if (audience !== undefined) {
    const each = deliveriesTo(audience, items.map(publicationOf));
    const [queues, others] = [each.filter(isToQueue), each.filter((own) => !isToQueue(own))];
    await Promise.all([
      parts.deliveries.send(others.flat()),
      eachAtOnce(queues, QUEUES_AT_ONCE, (own) => handToQueue(parts, own)),
    ]);
  }
  await Promise.all(items.map((item) => item.done()));
}

const isToQueue = ([first]: readonly Delivery[]): boolean => first?.subscriber.protocol === "sqs";

async function handToQueue(parts: FanOut, deliveries: readonly Delivery[]): Promise<void> {
  const outcomes = await parts.queues.deliverAll(deliveries);
  const again: Delivery[] = [];
  for (const [at, outcome] of outcomes.entries()) {
    const delivery = deliveries[at];
    if (delivery === undefined || outcome.delivered) continue;
    // What a dead-letter queue does not take now is tried again with the delivery.
    if (outcome.retry || !(await isKept(parts, delivery, outcome))) again.push(delivery);
  }
  await parts.deliveries.send(again);
}

async function isKept({ deadLetters }: FanOut, delivery: Delivery, failure: Failure): Promise<boolean> {
  const kept = await deadLetters.keep(delivery, failure);
  return kept.delivered || !kept.retry;
}

/** Does something with each of many, so many at a time. */
async function eachAtOnce<Item>(
  items: readonly Item[],
  atOnce: number,
  act: (item: Item) => Promise<void>,
): Promise<void> {
  const left = items.values();
  const worker = async (): Promise<void> => {
    for (const item of left) await act(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}
