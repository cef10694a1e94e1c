import type { Leased } from "@skylab/queues";
import type { DeadLetters } from "../destinations/dead-letters.ts";
import type { QueueDestination } from "../destinations/queues.ts";
import type { Delivery, Failure } from "../domain/delivery/delivery.ts";
import type { Publication } from "../domain/messages/publication.ts";
import type { Deliveries } from "../store/deliveries.ts";
import type { Audiences, Listener } from "./audiences.ts";
import { allEnded } from "./all-ended.ts";
import { byTopic, type OfTopic } from "./by-topic.ts";
import { deliveriesTo, heard, type Own, publishedTo } from "./hearing.ts";
import { inPieces } from "./pieces.ts";
import type { WithinRoom } from "./room.ts";

/** What the fan-out of standard topics stands on. */
export type FanOut = {
  readonly audiences: Audiences;
  readonly deliveries: Deliveries;
  readonly queues: QueueDestination;
  readonly deadLetters: DeadLetters;
  /** For the bytes of messages that are on their way at a time. */
  readonly within: WithinRoom;
};

/** So many queues are sent to at a time by each batch of publications. */
const QUEUES_AT_ONCE = 50;

/**
 * Hands what was published to standard topics to all who are to hear of it: to queues in batches, at once, to everybody
 * else by the lanes of deliveries. What cannot be handed over now goes there, too.
 */
export async function fanOut(parts: FanOut, items: readonly Leased<Publication>[]): Promise<void> {
  await allEnded(byTopic(items).map((own) => fanOutTopic(parts, own)));
}

async function fanOutTopic(parts: FanOut, { topic, items }: OfTopic): Promise<void> {
  const { audiences, deliveries, within } = parts;
  const audience = await audiences.of(topic);
  if (audience !== undefined) {
    const publications = publishedTo(audience, items).map((publication) => heard(publication));
    const to = (wanted: (listener: Listener) => boolean): Generator<Own> =>
      deliveriesTo({ ...audience, listeners: audience.listeners.filter(wanted) }, publications);
    await allEnded([
      eachAtOnce(inPieces(to((listener) => !isQueue(listener))), 1, (own) =>
        within(own.bytes, () => deliveries.send(own.deliveries)),
      ),
      eachAtOnce(to(isQueue), QUEUES_AT_ONCE, (own) => within(own.bytes, () => handToQueue(parts, own.deliveries))),
    ]);
  }
  await Promise.all(items.map((item) => item.done()));
}

const isQueue = ({ subscriber }: Listener): boolean => subscriber.protocol === "sqs";

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

/** Does something with each of many, so many at a time. Where one fails nothing more is begun: its loop ends what all read. */
async function eachAtOnce<Item>(
  all: Generator<Item>,
  atOnce: number,
  act: (item: Item) => Promise<void>,
): Promise<void> {
  const worker = async (): Promise<void> => {
    for (const item of all) await act(item);
  };
  await allEnded(Array.from({ length: atOnce }, worker));
}
