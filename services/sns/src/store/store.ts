import { type DeletedTopics, openDeletedTopics } from "./deleted-topics.ts";
import { openSubscriptions, type Subscriptions } from "./subscriptions.ts";
import { openTopicPlaces } from "./topic-places.ts";
import { openTopics, type Topics } from "./topics.ts";
import { type Confirmations, openConfirmations } from "./confirmations.ts";
import { type Deliveries, openDeliveries } from "./deliveries.ts";
import { type Publications, openPublications } from "./publications.ts";
import { reset } from "./reset.ts";
import type { SnsEngines } from "./engines.ts";

/** What SNS keeps. */
export type SnsStore = {
  /** Which topics there are. */
  readonly topics: Topics;
  /** Who is subscribed to them. */
  readonly subscriptions: Subscriptions;
  /** What deleted topics leave behind. */
  readonly deletedTopics: DeletedTopics;
  /** What was published, and waits for the fan-out. */
  readonly publications: Publications;
  /** What is on its way to subscribers one by one. */
  readonly deliveries: Deliveries;
  /** What endpoints are asked and told about their subscriptions. */
  readonly confirmations: Confirmations;
  /** Forgets everything, or everything of one account. */
  readonly reset: (account: string | undefined) => Promise<void>;
};

export function openStore(engines: SnsEngines): SnsStore {
  const publications = openPublications(engines);
  const deliveries = openDeliveries(engines);
  const places = openTopicPlaces(engines.records);
  return {
    topics: openTopics(places),
    subscriptions: openSubscriptions(places),
    deletedTopics: openDeletedTopics(places),
    publications,
    deliveries,
    confirmations: openConfirmations({ ...engines, deliveries }),
    reset: async (account) => {
      await reset(engines.records, account);
      if (account !== undefined) return;
      await publications.drop();
      await deliveries.drop();
    },
  };
}
