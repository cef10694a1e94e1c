import type { Redis } from "ioredis";

/** What one replica tells all about a queue: `wake` (something is visible), `at:<ms>` (something will be then), `dropped`. */
export type Listener = (word: string) => void;

/** How long a queue is listened to after the last one left who waited for it: the next poll comes soon. */
const LINGER_MS = 10_000;

/** News of queues by Redis's pub/sub, only of queues that somebody waits for. */
export type Wakes = {
  /** Resolves when nothing that is told from now on is missed. */
  readonly listen: (queueKey: string, listener: Listener) => Promise<unknown>;
  readonly leave: (queueKey: string) => void;
};

type Subscription = {
  readonly listener: Listener;
  readonly ready: Promise<unknown>;
  linger: NodeJS.Timeout | undefined;
};

const channelOf = (queueKey: string): string => `${queueKey}:wake`;

export function openWakes(subscriber: Redis): Wakes {
  const subscriptions = new Map<string, Subscription>();
  subscriber.on("message", (channel: string, word: string) => subscriptions.get(channel)?.listener(word));
  // What was told while the connection was away is not told again.
  subscriber.on("ready", () => {
    for (const { listener } of subscriptions.values()) listener("wake");
  });
  return {
    listen: (queueKey, listener) => {
      const channel = channelOf(queueKey);
      const known = subscriptions.get(channel);
      if (known) {
        clearTimeout(known.linger);
        return known.ready;
      }
      const ready = subscriber.subscribe(channel);
      ready.catch(() => subscriptions.delete(channel));
      subscriptions.set(channel, { listener, ready, linger: undefined });
      return ready;
    },
    leave: (queueKey) => {
      const channel = channelOf(queueKey);
      const subscription = subscriptions.get(channel);
      if (!subscription) return;
      clearTimeout(subscription.linger);
      subscription.linger = setTimeout(() => {
        subscriptions.delete(channel);
        // A connection that is closed has forgotten it anyway.
        subscriber.unsubscribe(channel).catch(() => undefined);
      }, LINGER_MS);
      subscription.linger.unref();
    },
  };
}
