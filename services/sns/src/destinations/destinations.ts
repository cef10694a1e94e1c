import { openGuard } from "@skylab/egress";
import type { Delivery, Destination, Outcome } from "../domain/delivery/delivery.ts";
import type { Protocol } from "../domain/subscriptions/subscription.ts";
import type { SnsEngines } from "../store/engines.ts";
import type { SnsStore } from "../store/store.ts";
import { type DeadLetters, openDeadLetters } from "./dead-letters.ts";
import { openEmail } from "./email.ts";
import { openEnvelopes } from "./envelopes.ts";
import { firehose } from "./firehose.ts";
import { openFunctions } from "./functions.ts";
import { openHttp } from "./http.ts";
import { mobileDestination } from "./mobile.ts";
import { openQueueDestination, type QueueDestination } from "./queues.ts";
import { withPatience } from "./patience.ts";
import { smsDestination } from "./sms.ts";

/** Whom SNS hands messages to. */
export type Destinations = {
  /** Makes one attempt, by the subscriber's protocol. */
  readonly deliver: (delivery: Delivery) => Promise<Outcome>;
  /** Queues take several at a time. */
  readonly queues: QueueDestination;
  /** Where messages end that could not be delivered. */
  readonly deadLetters: DeadLetters;
};

export function openDestinations({ ids, log, reach, ...engines }: SnsEngines, store: SnsStore): Destinations {
  const call = withPatience(engines.call);
  const envelopes = openEnvelopes(store.signing, reach);
  const guard = openGuard(reach.egress);
  const queues = openQueueDestination({ call, envelopes });
  const http = openHttp({ envelopes, guard });
  const { mailFrom: from, smtpUrl } = reach;
  const email = openEmail({ envelopes, from, smtpUrl, mails: store.emailMessages, log });
  const destinations: Readonly<Record<Protocol, Destination>> = {
    application: mobileDestination(store),
    email,
    "email-json": email,
    firehose,
    http,
    https: http,
    lambda: openFunctions({ call, envelopes }),
    sms: smsDestination(store),
    sqs: queues,
  };
  return {
    deliver: (delivery) => destinations[delivery.subscriber.protocol].deliver(delivery),
    queues,
    deadLetters: openDeadLetters({ call, envelopes, ids, log }),
  };
}
