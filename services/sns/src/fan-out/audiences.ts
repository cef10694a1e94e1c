import { BoundedMap } from "@skylab/aws";
import { type Subscriber, subscriberOf, type TopicFacts, topicFacts } from "../domain/delivery/delivery.ts";
import { compileFilter, type Filter } from "../domain/filters/filter.ts";
import { parseFilterPolicy } from "../domain/filters/policy.ts";
import type { Publication } from "../domain/messages/publication.ts";
import { scopeOf } from "../domain/subscriptions/subscription-attributes.ts";
import type { Subscription } from "../domain/subscriptions/subscription.ts";
import type { Topic } from "../domain/topics/topic.ts";
import type { Subscriptions } from "../store/subscriptions.ts";
import type { Topics } from "../store/topics.ts";

/** Who hears of what is published to a topic. */
export type Audience = { readonly topic: TopicFacts; readonly listeners: readonly Listener[] };

/** A confirmed subscription, its filter compiled. */
export type Listener = {
  readonly subscriber: Subscriber;
  /** From when on messages are for it; milliseconds since the epoch. */
  readonly since: number;
  /** Absent where it wants to hear of all. */
  readonly filter?: Filter;
};

export type Audiences = {
  /** As it is now; `undefined` where the topic is deleted, be there another of its name. */
  readonly of: (topic: Publication["topic"]) => Promise<Audience | undefined>;
};

/** Topics whose subscriptions are remembered until one of them changes. */
const MAX_REMEMBERED = 1_000;

type Stores = { readonly topics: Topics; readonly subscriptions: Subscriptions };

export function openAudiences({ topics, subscriptions }: Stores): Audiences {
  const known = new BoundedMap<string, Remembered>(MAX_REMEMBERED);
  return {
    of: async ({ place, name, id }) => {
      const topic = await topics.read({ place, name });
      if (topic?.row.id !== id) return undefined;
      const { revision } = topic.row.subscriptions;
      let remembered = known.get(id, () => remember(subscriptions, topic, revision));
      if (remembered.revision !== revision) {
        known.forget(id, remembered);
        remembered = known.get(id, () => remember(subscriptions, topic, revision));
      }
      try {
        return { topic: topicFacts(topic), listeners: await remembered.listeners };
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
    if (subscription.confirmedAt === undefined) continue;
    listeners.push(listenerOf(subscription, subscription.confirmedAt));
  }
  return listeners;
}

function listenerOf(subscription: Subscription, since: number): Listener {
  const { FilterPolicy: policy, FilterPolicyScope: scope } = subscription.attributes;
  const subscriber = subscriberOf(subscription);
  if (policy === undefined || policy === "") return { subscriber, since };
  // It was checked when it was set.
  const parsed = parseFilterPolicy(policy, scopeOf(scope));
  return { subscriber, since, filter: compileFilter(parsed) };
}
