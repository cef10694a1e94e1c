import type { Subscription } from "../subscriptions/subscription.ts";
import type { TopicRow } from "./topic.ts";

/** What a topic knows of its subscriptions when `before` has become `after`; `undefined`: there is none. */
export const countChange = (
  { confirmed, deleted, pending, revision }: TopicRow["subscriptions"],
  before: Subscription | undefined,
  after: Subscription | undefined,
): TopicRow["subscriptions"] => ({
  confirmed: confirmed + confirmedOnes(after) - confirmedOnes(before),
  pending: pending + pendingOnes(after) - pendingOnes(before),
  deleted: deleted + (after === undefined ? 1 : 0),
  revision: revision + 1,
});

/** A topic begins with none. */
export const NO_SUBSCRIPTIONS: TopicRow["subscriptions"] = { confirmed: 0, pending: 0, deleted: 0, revision: 0 };

const pendingOnes = (subscription: Subscription | undefined): number => (subscription?.pending === undefined ? 0 : 1);

const confirmedOnes = (subscription: Subscription | undefined): number =>
  subscription === undefined ? 0 : 1 - pendingOnes(subscription);
