import type { Place } from "@skylab/aws";
import { keyTexts } from "@skylab/records";
import type { Subscription } from "../domain/subscriptions/subscription.ts";
import type { Topic, TopicRow } from "../domain/topics/topic.ts";
import { owned, subscriptionRows } from "./subscription-rows.ts";
import { type TopicPlaces, topicRows } from "./topic-places.ts";

/** A subscription of somebody's, and where it stands in the list of his. */
export type OwnedSubscription = {
  readonly key: Uint8Array;
  readonly topic: Topic;
  readonly subscription: Subscription;
};

export type OwnedPage = {
  /** The subscriptions after this key; it need not be there any more. */
  readonly after?: Uint8Array | undefined;
  readonly limit: number;
};

/** A note that somebody has a subscription. */
type Note = {
  readonly key: Uint8Array;
  readonly account: string;
  readonly name: string;
  readonly topicId: string;
  readonly id: string;
};

/**
 * Notes of subscriptions that are not there are passed over: their topic was deleted a moment ago, or a crash has left
 * them.
 */
export async function listOwned(
  places: TopicPlaces,
  owner: Place,
  { after, limit }: OwnedPage,
): Promise<readonly OwnedSubscription[]> {
  const { rows } = places.at(owner);
  const found: OwnedSubscription[] = [];
  let from = after;
  while (found.length < limit) {
    const notes = (await rows.list(owned, { after: from, limit })).map(({ key }) => readNote(key));
    const read = await readNoted(places, owner.region, notes);
    found.push(...read);
    from = notes.at(-1)?.key;
    if (notes.length < limit) break;
  }
  return found.slice(0, limit);
}

function readNote(key: Uint8Array): Note {
  const [account = "", name = "", topicId = "", id = ""] = keyTexts(key);
  return { key, account, name, topicId, id };
}

/** The subscriptions that the notes speak of, in the order of the notes. */
async function readNoted(
  places: TopicPlaces,
  region: string,
  notes: readonly Note[],
): Promise<readonly OwnedSubscription[]> {
  const topics = new Map<string, Promise<TopicRow | undefined>>();
  const read = await Promise.all(
    notes.map(async ({ account, id, key, name, topicId }): Promise<OwnedSubscription | undefined> => {
      const place = { account, region };
      const { rows } = places.at(place);
      const topic = `${account} ${name}`;
      const reading = topics.get(topic) ?? rows.get(topicRows, name);
      topics.set(topic, reading);
      const [row, subscription] = await Promise.all([reading, rows.get(subscriptionRows, topicId, id)]);
      if (row?.id !== topicId || subscription === undefined) return undefined;
      return { key, topic: { place, name, row }, subscription };
    }),
  );
  return read.filter((one) => one !== undefined);
}
