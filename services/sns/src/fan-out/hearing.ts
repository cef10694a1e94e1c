import type { Leased } from "@skylab/queues";
import type { Delivery } from "../domain/delivery/delivery.ts";
import { filterable, type Filterable } from "../domain/filters/filterable.ts";
import { type Publication, textFor } from "../domain/messages/publication.ts";
import type { Protocol } from "../domain/subscriptions/subscription.ts";
import type { Audience, Listener } from "./audiences.ts";

/** A publication, readied once for all who may hear of it. */
export type Heard = {
  readonly publication: Publication;
  /** As the filters of a protocol's subscriptions see it: they look at the text that it would get. */
  readonly seenBy: (protocol: Protocol) => Filterable;
};

export function heard(publication: Publication): Heard {
  const { attributes, messages } = publication;
  const same = filterable(publication);
  return {
    publication,
    seenBy: (protocol) =>
      messages === undefined ? same : filterable({ attributes, message: textFor(publication, protocol) }),
  };
}

/** Of FIFO topics the queue knows the numbers. */
export const publicationOf = ({ item, sequenceNumber }: Leased<Publication>): Publication =>
  sequenceNumber === undefined ? item : { ...item, sequenceNumber };

/** For each who hears of some: what he hears of, in its order. */
export function deliveriesTo(
  { topic, listeners }: Audience,
  publications: readonly Publication[],
): readonly (readonly Delivery[])[] {
  const all = publications.map(heard);
  return listeners
    .map((listener) =>
      all
        .filter((one) => hears(listener, one))
        .map(({ publication }): Delivery => ({
          content: { type: "Notification", publication },
          topic,
          subscriber: listener.subscriber,
        })),
    )
    .filter((own) => own.length > 0);
}

/** Whoever is in the middle of a replay hears of it by that. */
const hears = (listener: Listener, one: Heard): boolean =>
  listener.replay === undefined && listener.since <= one.publication.publishedAt && isLetThrough(listener, one);

/** Whether a listener's filter lets it through. */
export const isLetThrough = ({ filter, subscriber }: Listener, { seenBy }: Heard): boolean =>
  filter === undefined || filter.matches(seenBy(subscriber.protocol));
