import type { Leased } from "@skylab/queues";
import type { Delivery } from "../domain/delivery/delivery.ts";
import { filterable, type Filterable } from "../domain/filters/filterable.ts";
import { charactersOf, type Publication, textFor } from "../domain/messages/publication.ts";
import { asksFor, isBrought } from "../domain/subscriptions/replay.ts";
import type { Protocol } from "../domain/subscriptions/subscription.ts";
import type { Audience, Listener } from "./audiences.ts";

/** A publication, readied once for all who may hear of it. */
export type Heard = {
  readonly publication: Publication;
  /** What it takes, about. */
  readonly bytes: number;
  /** Its place in the topic's archive, where it is kept in one. */
  readonly place?: number | undefined;
  /** As the filters of a protocol's subscriptions see it: they look at the text that it would get. */
  readonly seenBy: (protocol: Protocol) => Filterable;
};

export function heard(publication: Publication, place?: number): Heard {
  const { attributes, messages } = publication;
  const same = filterable(publication);
  return {
    publication,
    bytes: charactersOf(publication),
    place,
    seenBy: (protocol) =>
      messages === undefined ? same : filterable({ attributes, message: textFor(publication, protocol) }),
  };
}

/**
 * What was published to the topic of an audience. Whoever published where the topic had been made again a moment before may
 * have known the one before it. Of FIFO topics the queue knows the numbers.
 */
export function publishedTo(
  { id, createdAt }: Pick<Audience, "id" | "createdAt">,
  items: readonly Leased<Publication>[],
): readonly Publication[] {
  return items
    .filter(({ item }) => item.topic.id === id || item.publishedAt > createdAt)
    .map((leased) => publicationOf(leased, id));
}

function publicationOf({ item, sequenceNumber }: Leased<Publication>, topicId: string): Publication {
  if (sequenceNumber === undefined && item.topic.id === topicId) return item;
  return { ...item, topic: { ...item.topic, id: topicId }, ...(sequenceNumber !== undefined && { sequenceNumber }) };
}

/** What one subscriber hears of, in its order. */
export type Own = {
  readonly deliveries: readonly Delivery[];
  /** What the messages take, about. */
  readonly bytes: number;
};

/** For each who hears of some; one after the other, for there may be many. */
export function* deliveriesTo(
  { topic, listeners }: Pick<Audience, "topic" | "listeners">,
  publications: readonly Heard[],
): Generator<Own> {
  for (const listener of listeners) {
    const own = publications.filter((one) => hears(listener, one));
    if (own.length === 0) continue;
    const { subscriber } = listener;
    yield {
      deliveries: own.map(({ publication }) => ({ content: { type: "Notification", publication }, topic, subscriber })),
      bytes: own.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  }
}

const hears = (listener: Listener, one: Heard): boolean => isFor(listener, one) && isLetThrough(listener, one);

/** A replay may ask for what comes to the archive only when it has ended. */
function isFor({ replay, since }: Listener, { place, publication }: Heard): boolean {
  const { publishedAt } = publication;
  if (replay === undefined || place === undefined) return publishedAt >= since;
  return !isBrought(replay, { place, publication }) && (publishedAt >= since || asksFor(replay, publishedAt));
}

/** Whether a listener's filter lets it through. */
export const isLetThrough = ({ filter, subscriber }: Listener, { seenBy }: Pick<Heard, "seenBy">): boolean =>
  filter === undefined || filter.matches(seenBy(subscriber.protocol));
