import { BoundedMap, isPlace, type Place } from "@skylab/aws";
import {
  type FindInPlaces,
  findInPlaces,
  jsonTable,
  type Partition,
  partitionName,
  placesOf,
  type Reader,
  readerOf,
  type Records,
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
  /** Many who subscribe to one topic at a time do not race for its row. */
  readonly update: Update<TopicRow>;
};

export type TopicPlaces = {
  readonly at: (place: Place) => TopicPlace;
  /** A topic by its name; as it was less than a second ago, where another replica has changed it since. */
  readonly find: FindInPlaces<TopicRow>;
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
  const open = (partition: Partition): TopicPlace => ({
    partition,
    rows: readerOf(partition),
    update: updaterOf(partition, topicRows),
  });
  const at = (place: Place): TopicPlace => {
    const name = partitionName(place);
    return places.get(name, () => open(records.partition(name)));
  };
  return {
    at,
    find: findInPlaces(records, topicRows, { most: MAX_TOPICS, make: (row) => row }),
    all: async () => (await placesOf(records).all()).map(({ place }) => place),
    of: (place) => (isPlace(place) ? at(place) : undefined),
  };
}
