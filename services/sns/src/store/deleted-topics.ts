import type { Place } from "@skylab/aws";
import { jsonTable, keyTexts, type Listed, type Write } from "@skylab/records";
import type { Subscription } from "../domain/subscriptions/subscription.ts";
import { endRemoval } from "./archive.ts";
import { DELETED_TOPICS_SPACE } from "./spaces.ts";
import {
  isOwnersTopic,
  type OfTopic,
  owned,
  ownedKey,
  subscriptionRows,
  subscriptionWrites,
  write,
} from "./subscription-rows.ts";
import type { TopicPlaces } from "./topic-places.ts";

/** What deleted topics leave behind: their subscriptions, which nobody finds any more. */
export type DeletedTopics = {
  readonly list: (place: Place) => Promise<readonly OfTopic[]>;
  /** Takes some of a topic's subscriptions away, and the topic itself when none is left; true: then. */
  readonly takeAway: (topic: OfTopic) => Promise<boolean>;
};

const deletedTopics = jsonTable<string>(DELETED_TOPICS_SPACE);

/** So many deleted topics are looked at in one turn of a job. */
const LOOKED_AT = 100;

/** So many subscriptions are taken away by one commit. */
const AT_ONCE = 500;

export const openDeletedTopics = (places: TopicPlaces): DeletedTopics => ({
  list: async (place) => {
    const listed = await places.at(place).rows.list(deletedTopics, { limit: LOOKED_AT });
    return listed.map(({ key, row: name }) => ({ place, name, row: { id: keyTexts(key)[0] ?? "" } }));
  },
  takeAway: async (topic) => {
    const { partition, rows } = places.at(topic.place);
    const some = await rows.list(subscriptionRows, { prefix: [topic.row.id], limit: AT_ONCE });
    // The notes of other accounts first: what is cut short here is found again by the subscription.
    for (const { row: subscription } of some) {
      if (isOwnersTopic(topic, subscription)) continue;
      const { partition: owners } = places.at({ account: subscription.owner, region: topic.place.region });
      await owners.commit({ writes: [write(owned, undefined, ownedKey(topic, subscription))] });
    }
    await partition.commit({ writes: removals(topic, some) });
    return some.length < AT_ONCE;
  },
});

const removals = (topic: OfTopic, some: readonly Listed<Subscription>[]): readonly Write[] => [
  ...some.flatMap(({ row }) => subscriptionWrites(topic, { before: row, after: undefined })),
  ...(some.length < AT_ONCE ? [write(deletedTopics, undefined, [topic.row.id]), endRemoval(topic.row.id)] : []),
];
