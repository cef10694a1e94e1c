import type { Place } from "@skylab/aws";
import { encodeKey, keyTexts } from "@skylab/records";
import type { Topic, TopicAddress, TopicRow } from "../domain/topics/topic.ts";
import { DELETED_TOPICS_SPACE } from "./spaces.ts";
import { type TopicPlace, type TopicPlaces, topicRows } from "./topic-places.ts";

/** Which topics there are. */
export type Topics = {
  /** A topic as it is, or was less than a second ago where another replica has changed it since: every Publish reads one. */
  readonly find: (topic: TopicAddress) => Promise<Topic | undefined>;
  /** A topic as it is now. */
  readonly read: (topic: TopicAddress) => Promise<Topic | undefined>;
  /** Makes a topic; answers the one that bears the name already, where there is one. */
  readonly create: (topic: Topic) => Promise<Topic | undefined>;
  /** Keeps what `decide` makes of a topic as it is now; it may be asked again, and throw. `undefined` where there is none. */
  readonly change: (topic: TopicAddress, decide: (current: TopicRow) => TopicRow) => Promise<Topic | undefined>;
  /** Deletes a topic, if this one is there still. Nobody finds its subscriptions any more, and a job takes them away. */
  readonly remove: (topic: Topic) => Promise<void>;
  /** The topics of a place in the order of their names. */
  readonly list: (place: Place, page: TopicPage) => Promise<readonly ListedTopic[]>;
  /** Every place that holds a record, of whichever service: some have no topic. For jobs. */
  readonly places: () => Promise<readonly Place[]>;
};

export type TopicPage = {
  /** The topics after this key; it need not be there any more. */
  readonly after?: Uint8Array | undefined;
  readonly limit: number;
};

export type ListedTopic = { readonly key: Uint8Array; readonly topic: Topic };

export const openTopics = (places: TopicPlaces): Topics => ({
  find: async (topic) => asTopic(topic, await places.find(topic.place, topic.name)),
  read: async (topic) => asTopic(topic, await places.of(topic.place)?.rows.get(topicRows, topic.name)),
  create: ({ place, name, row }) =>
    places
      .at(place)
      .update([name], (existing) =>
        existing === undefined ? { row, result: undefined } : { row: existing, result: { place, name, row: existing } },
      ),
  change: async (topic, decide) =>
    places.of(topic.place)?.update([topic.name], (current) => {
      const changed = current && decide(current);
      return { row: changed, result: asTopic(topic, changed) };
    }),
  remove: (topic) => remove(places.at(topic.place), topic),
  places: places.all,
  list: async (place, page) => {
    const listed = await places.at(place).rows.list(topicRows, page);
    return listed.map(({ key, row }) => ({ key, topic: { place, name: keyTexts(key)[0] ?? "", row } }));
  },
});

const asTopic = ({ place, name }: TopicAddress, row: TopicRow | undefined): Topic | undefined =>
  row && { place, name, row };

const remove = ({ update }: TopicPlace, { name, row: { id } }: Topic): Promise<void> =>
  update([name], (current) =>
    current?.id === id
      ? {
          row: undefined,
          writes: [
            { kind: "put", space: DELETED_TOPICS_SPACE, key: encodeKey(id), value: Buffer.from(JSON.stringify(name)) },
          ],
          result: undefined,
        }
      : { row: current, result: undefined },
  );
