import type { Leased } from "@skylab/queues";
import type { DeadLetters } from "../destinations/dead-letters.ts";
import type { QueueDestination } from "../destinations/queues.ts";
import type { Delivery, Failure } from "../domain/delivery/delivery.ts";
import { filterable, type Filterable } from "../domain/filters/filterable.ts";
import { type Publication, textFor } from "../domain/messages/publication.ts";
import type { Protocol } from "../domain/subscriptions/subscription.ts";
import type { Deliveries } from "../store/deliveries.ts";
import type { Audience, Audiences, Listener } from "./audiences.ts";

/** What the fan-out stands on. */
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

async function fanOutTopic(parts: FanOut, items: readonly Leased<Publication>[]): Promise<void> {
  const audience = await audienceOf(parts, items);
  if (audience !== undefined) {
    const each = deliveriesTo(audience, items);
    const [queues, others] = [each.filter(isToQueue), each.filter((own) => !isToQueue(own))];
    await Promise.all([
      parts.deliveries.send(others.flat()),
      eachAtOnce(queues, QUEUES_AT_ONCE, (own) => handToQueue(parts, own)),
    ]);
  }
  await Promise.all(items.map((item) => item.done()));
}

/**
 * Hands what was published to FIFO topics over to those who hear of it, each of whom hears of a group in order: one that
 * fails holds up no other. What a crash lets come again is known by its deduplication id.
 */
export async function fanOutInOrder(parts: FanOut, items: readonly Leased<Publication>[]): Promise<void> {
  for (const own of byTopic(items)) {
    const audience = await audienceOf(parts, own);
    const deliveries = audience === undefined ? [] : deliveriesTo(audience, own).flat();
    await parts.deliveries.sendOrdered(deliveries.map(inOrder));
  }
  await Promise.all(items.map((item) => item.done()));
}

function inOrder(delivery: Delivery): Parameters<Deliveries["sendOrdered"]>[0][number] {
  const { content, subscriber } = delivery;
  const publication = content.type === "Notification" ? content.publication : undefined;
  return {
    delivery,
    group: `${subscriber.id}/${publication?.groupId}`,
    deduplicationId: `${subscriber.id}/${publication?.id}`,
  };
}

/** In the order in which they came. */
function byTopic(items: readonly Leased<Publication>[]): readonly (readonly Leased<Publication>[])[] {
  const topics = new Map<string, Leased<Publication>[]>();
  for (const item of items) {
    const own = topics.get(item.item.topic.id);
    if (own === undefined) topics.set(item.item.topic.id, [item]);
    else own.push(item);
  }
  return [...topics.values()];
}

async function audienceOf(
  { audiences }: FanOut,
  [first]: readonly Leased<Publication>[],
): Promise<Audience | undefined> {
  return first && (await audiences.of(first.item.topic));
}

/** For each who hears of some: what he hears of, in its order. */
function deliveriesTo(
  { topic, listeners }: Audience,
  items: readonly Leased<Publication>[],
): readonly (readonly Delivery[])[] {
  const published = items.map(publishedOf);
  return listeners
    .map((listener) =>
      published
        .filter((one) => hears(listener, one))
        .map(({ publication }): Delivery => ({
          content: { type: "Notification", publication },
          topic,
          subscriber: listener.subscriber,
        })),
    )
    .filter((own) => own.length > 0);
}

type Published = {
  readonly publication: Publication;
  /** As the filters of a protocol's subscriptions see it: they look at the text that it would get. */
  readonly seenBy: (protocol: Protocol) => Filterable;
};

function publishedOf({ item, sequenceNumber }: Leased<Publication>): Published {
  const publication = sequenceNumber === undefined ? item : { ...item, sequenceNumber };
  const { attributes, messages } = publication;
  const same = filterable(publication);
  return {
    publication,
    seenBy: (protocol) =>
      messages === undefined ? same : filterable({ attributes, message: textFor(publication, protocol) }),
  };
}

const hears = ({ since, filter, subscriber }: Listener, { publication, seenBy }: Published): boolean =>
  since <= publication.publishedAt && (filter === undefined || filter.matches(seenBy(subscriber.protocol)));

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
