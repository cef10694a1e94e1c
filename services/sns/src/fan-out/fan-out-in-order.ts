import { setTimeout as sleep } from "node:timers/promises";
import type { Leased } from "@skylab/queues";
import type { Delivery } from "../domain/delivery/delivery.ts";
import type { Publication } from "../domain/messages/publication.ts";
import { isUnderWay } from "../domain/subscriptions/replay.ts";
import type { Archive } from "../store/archive.ts";
import type { Deliveries, OrderedDelivery } from "../store/deliveries.ts";
import { allEnded } from "./all-ended.ts";
import type { Audience, Audiences } from "./audiences.ts";
import { byTopic, type OfTopic } from "./by-topic.ts";
import { deliveriesTo, heard, type Heard, publishedTo } from "./hearing.ts";
import { inPieces } from "./pieces.ts";
import type { WithinRoom } from "./room.ts";

/** What the fan-out of FIFO topics stands on. */
export type FanOutInOrder = {
  readonly audiences: Audiences;
  readonly deliveries: Deliveries;
  readonly archive: Archive;
  /** For the bytes of messages that are on their way at a time. */
  readonly within: WithinRoom;
};

/** What is published to a topic waits so long for a replay to come to its end; in real time, for the clock may stand still. */
const REPLAY_FINISHES_MS = 200;

/**
 * Hands what was published to FIFO topics over to those who hear of it, each of whom hears of a group in order: one that
 * fails holds up no other. What a crash lets come again is known by its deduplication id.
 */
export async function fanOutInOrder(parts: FanOutInOrder, items: readonly Leased<Publication>[]): Promise<void> {
  await allEnded(byTopic(items).map((own) => fanOutTopic(parts, own)));
}

async function fanOutTopic(parts: FanOutInOrder, { topic, items }: OfTopic): Promise<void> {
  const hearing = await hearingOf(parts, topic, items);
  if (hearing?.audience.listeners.some(({ replay }) => replay?.state === "finishing")) {
    await sleep(REPLAY_FINISHES_MS);
    await Promise.all(items.map((item) => item.later(0)));
    return;
  }
  if (hearing !== undefined) {
    for (const { deliveries, bytes } of inPieces(deliveriesTo(hearing.audience, hearing.publications))) {
      const ordered = deliveries.map((delivery) => inOrder(delivery));
      await parts.within(bytes, () => parts.deliveries.sendOrdered(ordered));
    }
  }
  await Promise.all(items.map((item) => item.done()));
}

type Hearing = { readonly audience: Audience; readonly publications: readonly Heard[] };

/** Where a topic keeps no archive any more, and somebody hears by a replay still. */
const KEPT_FOR_REPLAY_MS = 14 * 24 * 3_600_000;

/**
 * Who is to hear of publications, which are kept in the topic's archive, where it has one. Asked behind that once more, so
 * that whoever does not hear of them because of a replay finds them there.
 */
async function hearingOf(
  { archive, audiences }: FanOutInOrder,
  topic: Publication["topic"],
  items: readonly Leased<Publication>[],
): Promise<Hearing | undefined> {
  const audience = await audiences.of(topic);
  if (audience === undefined) return undefined;
  const publications = publishedTo(audience, items);
  const isReplaying = audience.listeners.some(({ replay }) => replay !== undefined && isUnderWay(replay));
  const keptFor = audience.archivedForMs ?? (isReplaying ? KEPT_FOR_REPLAY_MS : undefined);
  if (keptFor === undefined) return { audience, publications: publications.map((publication) => heard(publication)) };
  const places = await archive.keep(publications, keptFor);
  const now = await audiences.of(topic);
  if (now?.id !== audience.id) return undefined;
  return { audience: now, publications: publications.map((publication, at) => heard(publication, places[at])) };
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
