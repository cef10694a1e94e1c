import { BoundedMap, isAccountId, isRegionName, type Place } from "@skylab/aws";
import {
  type FindRow,
  jsonTable,
  type Partition,
  partitionName,
  placesOf,
  type Reader,
  readerOf,
  type Records,
  rememberRows,
  type Update,
  updaterOf,
} from "@skylab/records";
import type { TopicRow } from "../domain/topics/topic.ts";
import { TOPICS_SPACE } from "./spaces.ts";

export const topicRows = jsonTable<TopicRow>(TOPICS_SPACE);

/** The topics of a place. Whatever is changed of a topic or of its subscriptions is one commit with the topic's row. */
export type TopicPlace = {
  readonly partition: Partition;
  readonly rows: Reader;
  /** By name; as it was less than a second ago, where another replica has changed it since. */
  readonly find: FindRow<TopicRow>;
  /** Many who subscribe to one topic at a time do not race for its row. */
  readonly update: Update<TopicRow>;
};

export type TopicPlaces = {
  readonly at: (place: Place) => TopicPlace;
  /** `undefined` where no place can be so called: clients may ask for anything. */
  readonly of: (place: Place) => TopicPlace | undefined;
  /** Every place that holds a record, of whichever service. */
  readonly all: () => Promise<readonly Place[]>;
};

/** Places that are remembered; more are opened again and again. */
const MAX_PLACES = 10_000;

/** Topics of a place that are remembered. */
const MAX_TOPICS = 10_000;

export function openTopicPlaces(records: Records): TopicPlaces {
  const places = new BoundedMap<string, TopicPlace>(MAX_PLACES);
  // A place is listened to, which nothing ends, once it has a topic: there are as many as clients have made topics in.
  const listening = new Map<string, FindRow<TopicRow>>();

  const open = (partition: Partition): TopicPlace => {
    const rows = readerOf(partition);
    return {
      partition,
      rows,
      find: async (name) => {
        const found = await listening.get(partition.name)?.(name);
        if (found !== undefined) return found;
        // That there was none is not remembered: it may have been made at another replica a moment ago.
        const row = await rows.get(topicRows, name);
        if (row !== undefined && !listening.has(partition.name)) {
          listening.set(partition.name, rememberRows(partition, topicRows, { most: MAX_TOPICS, make: (made) => made }));
        }
        return row;
      },
      update: updaterOf(partition, topicRows),
    };
  };
  const at = (place: Place): TopicPlace => {
    const name = partitionName(place);
    return places.get(name, () => open(records.partition(name)));
  };
  return {
    at,
    all: async () => (await placesOf(records).all()).map(({ place }) => place),
    of: (place) => (isAccountId(place.account) && isRegionName(place.region) ? at(place) : undefined),
  };
}
