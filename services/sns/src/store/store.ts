import { type DeletedTopics, openDeletedTopics } from "./deleted-topics.ts";
import { openSubscriptions, type Subscriptions } from "./subscriptions.ts";
import { openTopicPlaces } from "./topic-places.ts";
import { openTopics, type Topics } from "./topics.ts";
import { type Archive, openArchive } from "./archive.ts";
import { type Confirmations, openConfirmations } from "./confirmations.ts";
import { type Deliveries, openDeliveries } from "./deliveries.ts";
import { openPlatformApplications, type PlatformApplications } from "./platform-applications.ts";
import { openPlatformEndpoints, type PlatformEndpoints } from "./platform-endpoints.ts";
import { type Publications, openPublications } from "./publications.ts";
import { openReplays, type Replays } from "./replays.ts";
import { openSentMessages, type SentMessages } from "./sent-messages.ts";
import { openSigning, type Signing } from "./signing.ts";
import { openSms, type Sms } from "./sms.ts";
import { EMAIL_MESSAGES_SPACE, PUSH_MESSAGES_SPACE, SMS_MESSAGES_SPACE } from "./spaces.ts";
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
  /** What was published to FIFO topics that keep an archive. */
  readonly archive: Archive;
  /** Whom it is brought to once more. */
  readonly replays: Replays;
  /** What is on its way to subscribers one by one. */
  readonly deliveries: Deliveries;
  /** What endpoints are asked and told about their subscriptions. */
  readonly confirmations: Confirmations;
  /** Applications that devices are reached by. */
  readonly platformApplications: PlatformApplications;
  /** The devices. */
  readonly platformEndpoints: PlatformEndpoints;
  /** Who may be texted, and how. */
  readonly sms: Sms;
  /** What devices would have got. */
  readonly pushMessages: SentMessages;
  /** What phones would have got. */
  readonly smsMessages: SentMessages;
  /** What mailboxes would have got, where no mail server is named. */
  readonly emailMessages: SentMessages;
  /** Signs what subscribers are sent. */
  readonly signing: Signing;
  /** Forgets everything, or everything of one account. */
  readonly reset: (account: string | undefined) => Promise<void>;
};

export function openStore(engines: SnsEngines): SnsStore {
  const publications = openPublications(engines);
  const deliveries = openDeliveries(engines);
  const replays = openReplays(engines);
  const places = openTopicPlaces(engines.records);
  return {
    topics: openTopics(places),
    subscriptions: openSubscriptions(places),
    deletedTopics: openDeletedTopics(places),
    publications,
    archive: openArchive(engines.records),
    replays,
    deliveries,
    confirmations: openConfirmations({ ...engines, deliveries }),
    platformApplications: openPlatformApplications(engines.records),
    platformEndpoints: openPlatformEndpoints(engines.records),
    sms: openSms(engines.records),
    pushMessages: openSentMessages(engines.records, engines.clock, PUSH_MESSAGES_SPACE),
    smsMessages: openSentMessages(engines.records, engines.clock, SMS_MESSAGES_SPACE),
    emailMessages: openSentMessages(engines.records, engines.clock, EMAIL_MESSAGES_SPACE),
    signing: openSigning(engines),
    reset: async (account) => {
      await reset(engines.records, account);
      if (account !== undefined) return;
      await publications.drop();
      await deliveries.drop();
      await replays.drop();
    },
  };
}
