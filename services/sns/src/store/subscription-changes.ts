import { takeTurns } from "@skylab/aws";
import { topicDoesNotExist } from "../domain/errors.ts";
import type { Subscription } from "../domain/subscriptions/subscription.ts";
import { countChange } from "../domain/topics/subscription-counts.ts";
import type { TopicRow } from "../domain/topics/topic.ts";
import {
  type Alteration,
  endpointKey,
  endpoints,
  isOwnersTopic,
  type OfTopic,
  owned,
  ownedKey,
  subscriptionRows,
  subscriptionWrites,
  type Token,
  tokenWrite,
  write,
} from "./subscription-rows.ts";
import type { TopicPlaces } from "./topic-places.ts";

/** Changes of subscriptions, each of which is a commit with its topic's row. */
export type SubscriptionChanges = {
  /** Answers the subscription that the endpoint has already, where there is one. @throws AwsError NotFound */
  readonly insert: (topic: OfTopic, subscription: Subscription) => Promise<Subscription | undefined>;
  /** Answers what was decided of a subscription as it is now; `undefined` where there is none. */
  readonly alter: (topic: OfTopic, known: Subscription, how: How) => Promise<Altered | undefined>;
};

export type Altered = Alteration & { readonly before: Subscription };

export type How = {
  /** May be asked again, and throw; `undefined`: it ends. */
  readonly decide: (current: Subscription) => Subscription | undefined;
  /** By which it is found once it is over. */
  readonly token?: Token | undefined;
};

export function openChanges(places: TopicPlaces): SubscriptionChanges {
  // Changes of one topic are folded into one commit, and do not see each other's subscriptions before it: so changes of
  // one subscription take turns.
  const takeTurn = takeTurns();
  return {
    insert: (topic, subscription) =>
      takeTurn(turnOf(topic, subscription), async () => {
        // First, so that a crash between the two leaves a note of none, which nobody is shown.
        await note(places, { topic, subscription, isThere: true });
        const existing = await insert(places, topic, subscription);
        if (existing !== undefined) await note(places, { topic, subscription });
        return existing;
      }),
    alter: async (topic, known, how) => {
      const altered = await takeTurn(turnOf(topic, known), () => alter(places, { topic, id: known.id }, how));
      if (altered !== undefined && altered.after === undefined) {
        await note(places, { topic, subscription: altered.before });
      }
      return altered;
    },
  };
}

const turnOf = ({ row }: OfTopic, { endpoint, protocol }: Subscription): string => `${row.id} ${protocol} ${endpoint}`;

type Note = { readonly topic: OfTopic; readonly subscription: Subscription; readonly isThere?: true };

/** Whoever subscribes to another account's topic has it among his own in a partition of his. */
async function note(places: TopicPlaces, { isThere, subscription, topic }: Note): Promise<void> {
  if (isOwnersTopic(topic, subscription)) return;
  const { partition } = places.at({ account: subscription.owner, region: topic.place.region });
  await partition.commit({ writes: [write(owned, isThere, ownedKey(topic, subscription))] });
}

function insert(places: TopicPlaces, topic: OfTopic, subscription: Subscription): Promise<Subscription | undefined> {
  const { rows, update } = places.at(topic.place);
  return update([topic.name], async (row) => {
    if (row?.id !== topic.row.id) throw topicDoesNotExist();
    const id = await rows.get(endpoints, ...endpointKey(topic, subscription));
    if (id !== undefined) return { row, result: await rows.get(subscriptionRows, row.id, id) };
    const alteration = { before: undefined, after: subscription };
    return { row: recount(row, alteration), writes: subscriptionWrites(topic, alteration), result: undefined };
  });
}

type Which = { readonly topic: OfTopic; readonly id: string };

function alter(places: TopicPlaces, { id, topic }: Which, { decide, token }: How): Promise<Altered | undefined> {
  const { rows, update } = places.at(topic.place);
  return update<Altered | undefined>([topic.name], async (row) => {
    if (row?.id !== topic.row.id) return { row, result: undefined };
    const before = await rows.get(subscriptionRows, row.id, id);
    if (before === undefined) return { row, result: undefined };
    const altered = { before, after: decide(before) };
    if (altered.after === before) return { row, result: altered };
    const tokens = token === undefined ? [] : [tokenWrite(topic, token, { id, ended: before })];
    return {
      row: recount(row, altered),
      writes: [...subscriptionWrites(topic, altered), ...tokens],
      result: altered,
    };
  });
}

const recount = (row: TopicRow, { after, before }: Alteration): TopicRow => ({
  ...row,
  subscriptions: countChange(row.subscriptions, before, after),
});
