import type { Place } from "@skylab/aws";
import { allRows, encodeKey } from "@skylab/records";
import type { Subscription } from "../domain/subscriptions/subscription.ts";
import { listOwned, type OwnedPage, type OwnedSubscription } from "./owned-subscriptions.ts";
import { listOverdue, type OverdueSubscription } from "./overdue-subscriptions.ts";
import { openChanges } from "./subscription-changes.ts";
import { endpointKey, endpoints, type OfTopic, subscriptionRows, type Token, tokens } from "./subscription-rows.ts";
import type { TopicPlaces } from "./topic-places.ts";

/** The subscriptions of topics. Each change of one is a commit with its topic's row, which counts them. */
export type Subscriptions = {
  readonly find: (topic: OfTopic, id: string) => Promise<Subscription | undefined>;
  /** The one by which an endpoint is subscribed. */
  readonly withEndpoint: (topic: OfTopic, to: Destination) => Promise<Subscription | undefined>;
  /** The one whose endpoint was sent this token not long ago: it is confirmed or not, or over. */
  readonly withToken: (topic: OfTopic, token: string) => Promise<Subscription | undefined>;
  /** All subscriptions of a topic, those too that are not confirmed; a piece at a time. */
  readonly ofTopic: (topic: OfTopic) => AsyncIterable<Subscription>;
  /** The subscriptions of a topic in the order of their ids. */
  readonly list: (topic: OfTopic, page: SubscriptionPage) => Promise<readonly ListedSubscription[]>;
  /** The subscriptions that an account has made in a region, to its own and to others' topics. */
  readonly ofOwner: (owner: Place, page: OwnedPage) => Promise<readonly OwnedSubscription[]>;
  /** Subscriptions to a place's topics that nobody has confirmed in time. */
  readonly overdue: (place: Place, now: number) => Promise<readonly OverdueSubscription[]>;
  /**
   * Makes a subscription; answers the one that its endpoint has already, where there is one.
   * @throws AwsError NotFound where the topic is gone.
   */
  readonly create: (topic: OfTopic, subscription: Subscription) => Promise<Subscription | undefined>;
  /**
   * Keeps what `decide` makes of a subscription as it is now; it may be asked again, and throw. What it answers as it was
   * stays so. `undefined` where there is none (any more).
   */
  readonly change: (topic: OfTopic, id: string, decide: Decide) => Promise<Subscription | undefined>;
  /** Ends a subscription. Answers what it was; `undefined` where none ended. */
  readonly remove: (topic: OfTopic, id: string, ending?: Ending) => Promise<Subscription | undefined>;
};

export type Destination = Pick<Subscription, "endpoint" | "protocol">;

export type SubscriptionPage = {
  /** The subscriptions after this key; it need not be there any more. */
  readonly after?: Uint8Array | undefined;
  readonly limit: number;
};

/** `key` is one among the topic's subscriptions, so that a page of another topic's never begins with it. */
export type ListedSubscription = { readonly key: Uint8Array; readonly subscription: Subscription };

type Decide = (current: Subscription) => Subscription;

export type Ending = {
  /** Whether it is to end as it is now. */
  readonly isDue?: (current: Subscription) => boolean;
  /** By which it is found still, so that it may come back. */
  readonly token?: Token;
};

export function openSubscriptions(places: TopicPlaces): Subscriptions {
  const find: Subscriptions["find"] = async (topic, id) =>
    places.of(topic.place)?.rows.get(subscriptionRows, topic.row.id, id);
  const { alter, insert } = openChanges(places);
  return {
    find,
    withEndpoint: async (topic, destination) => {
      const id = await places.of(topic.place)?.rows.get(endpoints, ...endpointKey(topic, destination));
      return id === undefined ? undefined : find(topic, id);
    },
    withToken: async (topic, token) => {
      const row = await places.of(topic.place)?.rows.get(tokens, topic.row.id, token);
      return row && (row.ended ?? find(topic, row.id));
    },
    ofTopic: async function* ({ place, row }) {
      const rows = places.of(place)?.rows;
      if (rows === undefined) return;
      for await (const { row: subscription } of allRows(rows, subscriptionRows, [row.id])) yield subscription;
    },
    list: async ({ place, row: { id } }, { after, limit }) => {
      const last = after && encodeKey(id, Buffer.from(after).toString());
      const listed = await places.of(place)?.rows.list(subscriptionRows, { prefix: [id], after: last, limit });
      return (listed ?? []).map(({ row }) => ({ key: Buffer.from(row.id), subscription: row }));
    },
    ofOwner: (owner, page) => listOwned(places, owner, page),
    overdue: (place, now) => listOverdue(places.at(place), place, now),
    create: insert,
    change: async (topic, id, decide) => {
      const known = await find(topic, id);
      return known && (await alter(topic, known, { decide }))?.after;
    },
    remove: async (topic, id, { isDue = () => true, token } = {}) => {
      const known = await find(topic, id);
      if (known === undefined) return undefined;
      const decide = (current: Subscription): Subscription | undefined => (isDue(current) ? undefined : current);
      const altered = await alter(topic, known, { decide, token });
      return altered?.after === undefined ? altered?.before : undefined;
    },
  };
}
