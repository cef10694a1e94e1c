import { type Content, subscriberOf, topicFacts } from "../domain/delivery/delivery.ts";
import type { Subscription } from "../domain/subscriptions/subscription.ts";
import type { Topic } from "../domain/topics/topic.ts";
import type { Deliveries } from "./deliveries.ts";
import type { SnsEngines } from "./engines.ts";

/** What endpoints are asked and told about their subscriptions. */
export type Confirmations = {
  /** Asks the endpoint of a pending subscription to confirm it. */
  readonly ask: (topic: Topic, subscription: Subscription) => Promise<void>;
  /** Tells an endpoint that its subscription is over, and by which token it may come back. */
  readonly tellEnd: (topic: Topic, subscription: Subscription, token: string) => Promise<void>;
};

type Parts = Pick<SnsEngines, "clock" | "ids"> & { readonly deliveries: Deliveries };

export function openConfirmations({ clock, ids, deliveries }: Parts): Confirmations {
  const send = (topic: Topic, subscription: Subscription, content: Content): Promise<void> =>
    deliveries.send([
      // They come in SNS's envelope, whatever the messages do.
      { content, topic: topicFacts(topic), subscriber: { ...subscriberOf(subscription), raw: false } },
    ]);
  return {
    ask: async (topic, subscription) => {
      const token = subscription.pending?.token;
      if (token === undefined) return;
      await send(topic, subscription, { type: "SubscriptionConfirmation", id: ids.uuid(), at: clock.now(), token });
    },
    tellEnd: (topic, subscription, token) =>
      send(topic, subscription, { type: "UnsubscribeConfirmation", id: ids.uuid(), at: clock.now(), token }),
  };
}
