import { BoundedMap } from "@skylab/aws";
import { type Subscriber, subscriberOf, type TopicFacts, topicFacts } from "../domain/delivery/delivery.ts";
import { refuseAtChange } from "../domain/attribute-refusal.ts";
import { compileFilter, type Filter } from "../domain/filters/filter.ts";
import { parseFilterPolicy } from "../domain/filters/policy.ts";
import { type Replay } from "../domain/subscriptions/replay.ts";
import { scopeOf } from "../domain/subscriptions/subscription-attributes.ts";
import type { Subscription } from "../domain/subscriptions/subscription.ts";
import { readArchivePolicy } from "../domain/topics/archive-policy.ts";
import type { Topic, TopicAddress } from "../domain/topics/topic.ts";
import type { Subscriptions } from "../store/subscriptions.ts";
import type { Topics } from "../store/topics.ts";

/** Who hears of what is published to a topic. */
export type Audience = {
  /** The topic's. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly topic: TopicFacts;
  readonly listeners: readonly Listener[];
  /** How long the topic keeps what is published in its archive, in milliseconds, where it has one. */
  readonly archivedForMs?: number;
};

/** A confirmed subscription, its filter compiled. */
export type Listener = {
  readonly subscriber: Subscriber;
  /** From when on messages are for it; milliseconds since the epoch. */
  readonly since: number;
  /** Absent where it wants to hear of all. */
  readonly filter?: Filter;
  /** Archived messages come to it, or have come. */
  readonly replay?: Replay;
};

export type Audiences = {
  /** As it is now, of the topic that has the name now. */
  readonly of: (topic: TopicAddress) => Promise<Audience | undefined>;
};

/** Topics whose subscriptions are remembered until one of them changes: many with few, and few with many. */
const MAX_REMEMBERED = 1_000;
const MAX_LARGE_REMEMBERED = 20;
const LARGE = 500;

type Stores = { readonly topics: Topics; readonly subscriptions: Subscriptions };

export function openAudiences({ topics, subscriptions }: Stores): Audiences {
  const small = new BoundedMap<string, Remembered>(MAX_REMEMBERED);
  const large = new BoundedMap<string, Remembered>(MAX_LARGE_REMEMBERED);
  return {
    of: async (address) => {
      const topic = await topics.read(address);
      if (topic === undefined) return undefined;
      const { id, createdAt } = topic.row;
      const { confirmed, revision } = topic.row.subscriptions;
      const known = confirmed > LARGE ? large : small;
      let remembered = known.get(id, () => remember(subscriptions, topic, revision));
      if (remembered.revision !== revision) {
        known.forget(id, remembered);
        remembered = known.get(id, () => remember(subscriptions, topic, revision));
      }
      try {
        const archivedForMs = archivedFor(topic);
        return {
          id,
          createdAt,
          topic: topicFacts(topic),
          listeners: await remembered.listeners,
          ...(archivedForMs !== undefined && { archivedForMs }),
        };
      } catch (error) {
        known.forget(id, remembered);
        throw error;
      }
    },
  };
}

/** Read once for all publications that come meanwhile. */
type Remembered = { readonly revision: number; readonly listeners: Promise<readonly Listener[]> };

/** What changes while it is read makes another revision, and is read again. */
const remember = (subscriptions: Subscriptions, topic: Topic, revision: number): Remembered => ({
  revision,
  listeners: listenersOf(subscriptions, topic),
});

async function listenersOf(subscriptions: Subscriptions, topic: Topic): Promise<readonly Listener[]> {
  const listeners: Listener[] = [];
  for await (const subscription of subscriptions.ofTopic(topic)) {
    const listener = listenerOf(subscription);
    if (listener !== undefined) listeners.push(listener);
  }
  return listeners;
}

/** `undefined` where it is not confirmed. */
export function listenerOf(subscription: Subscription): Listener | undefined {
  const { attributes, confirmedAt: since, replay } = subscription;
  if (since === undefined) return undefined;
  const filter = filterOf(attributes);
  return {
    subscriber: subscriberOf(subscription),
    since,
    ...(filter && { filter }),
    ...(replay && { replay }),
  };
}

/** It was checked when it was set. */
function filterOf({ FilterPolicy: policy, FilterPolicyScope: scope }: Subscription["attributes"]): Filter | undefined {
  return policy === undefined || policy === "" ? undefined : compileFilter(parseFilterPolicy(policy, scopeOf(scope)));
}

const MS_PER_DAY = 24 * 3_600_000;

function archivedFor({ row: { attributes } }: Topic): number | undefined {
  const days = readArchivePolicy(attributes["ArchivePolicy"] ?? "", refuseAtChange);
  return days === undefined ? undefined : days * MS_PER_DAY;
}
