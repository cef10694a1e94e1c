import type { Leased } from "@skylab/queues";
import type { Delivery } from "../domain/delivery/delivery.ts";
import type { Publication } from "../domain/messages/publication.ts";
import type { Archive } from "../store/archive.ts";
import type { Deliveries, OrderedDelivery } from "../store/deliveries.ts";
import type { Audience, Audiences } from "./audiences.ts";
import { byTopic, type OfTopic } from "./by-topic.ts";
import { deliveriesTo, publicationOf } from "./hearing.ts";

/** What the fan-out of FIFO topics stands on. */
export type FanOutInOrder = {
  readonly audiences: Audiences;
  readonly deliveries: Deliveries;
  readonly archive: Archive;
};

/** What is published to a topic waits so long for a replay to come to its end. */
const REPLAY_FINISHES_MS = 200;

/**
 * Hands what was published to FIFO topics over to those who hear of it, each of whom hears of a group in order: one that
 * fails holds up no other. What a crash lets come again is known by its deduplication id.
 */
export async function fanOutInOrder(parts: FanOutInOrder, items: readonly Leased<Publication>[]): Promise<void> {
  await Promise.all(byTopic(items).map((own) => fanOutTopic(parts, own)));
}

async function fanOutTopic(parts: FanOutInOrder, { topic, items }: OfTopic): Promise<void> {
  const publications = items.map(publicationOf);
  const audience = await audienceOf(parts, topic, publications);
  if (audience?.listeners.some(({ replay }) => replay?.state === "finishing")) {
    await Promise.all(items.map((item) => item.later(REPLAY_FINISHES_MS)));
    return;
  }
  const deliveries = audience === undefined ? [] : deliveriesTo(audience, publications).flat();
  await parts.deliveries.sendOrdered(deliveries.map((delivery) => inOrder(delivery)));
  await Promise.all(items.map((item) => item.done()));
}

/**
 * Who is to hear of publications, which are kept in the topic's archive, where it has one. Asked behind that once more, so
 * that whoever does not hear of them because of a replay finds them there.
 */
async function audienceOf(
  { archive, audiences }: FanOutInOrder,
  topic: Publication["topic"],
  publications: readonly Publication[],
): Promise<Audience | undefined> {
  const audience = await audiences.of(topic);
  if (audience?.archivedForMs === undefined) return audience;
  await archive.keep(publications, audience.archivedForMs);
  return await audiences.of(topic);
}

/** `turn` tells the deliveries of a replay from others of the same messages. */
export function inOrder(delivery: Delivery, turn = ""): OrderedDelivery {
  const { content, subscriber } = delivery;
  const publication = content.type === "Notification" ? content.publication : undefined;
  return {
    delivery,
    group: `${subscriber.id}/${publication?.groupId}`,
    deduplicationId: `${subscriber.id}/${turn}${publication?.id}`,
  };
}
