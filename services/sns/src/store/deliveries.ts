import { type NewItem, openWorkQueue, type WorkQueue } from "@skylab/queues";
import type { Delivery } from "../domain/delivery/delivery.ts";
import type { Protocol } from "../domain/subscriptions/subscription.ts";
import type { SnsEngines } from "./engines.ts";

/** What is on its way to subscribers one by one: each kind has a queue, so that none waits for another's. */
export type Deliveries = {
  readonly lanes: Readonly<Record<Lane, WorkQueue<Delivery>>>;
  /** To the queues that hear of FIFO topics: in the order of each subscription's groups. */
  readonly ordered: WorkQueue<Delivery>;
  /** Has a delivery wait among those to other HTTP endpoints of which too many are under way. */
  readonly setAside: (delivery: Delivery) => Promise<void>;
  /** Hands deliveries to the lanes of their subscribers; in no order. */
  readonly send: (deliveries: readonly Delivery[]) => Promise<void>;
  /** Hands deliveries of FIFO topics over, in their order; what was handed over not long ago is known, and not kept again. */
  readonly sendOrdered: (deliveries: readonly OrderedDelivery[]) => Promise<void>;
  /** Forgets all of them. */
  readonly drop: () => Promise<void>;
};

export type OrderedDelivery = {
  readonly delivery: Delivery;
  readonly group: string;
  /** Unique among all of SNS's. */
  readonly deduplicationId: string;
};

/** Kinds of receivers that wait for each other; `crowded` are HTTP endpoints of which more is under way than one may have. */
export type Lane = "queues" | "functions" | "http" | "crowded" | "email" | "mobile";

const LANE_OF: Readonly<Record<Protocol, Lane>> = {
  application: "mobile",
  email: "email",
  "email-json": "email",
  firehose: "functions",
  http: "http",
  https: "http",
  lambda: "functions",
  sms: "mobile",
  sqs: "queues",
};

/**
 * Longer than SNS tries to deliver, "over 23 days", however long the attempts themselves take: then it is a dead letter.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
const RETENTION_MS = 60 * 24 * 3_600_000;

export function openDeliveries({ queues, ids }: Pick<SnsEngines, "queues" | "ids">): Deliveries {
  const settings = { queues, ids, retentionMs: RETENTION_MS };
  const open = (lane: Lane): WorkQueue<Delivery> => openWorkQueue({ ...settings, name: `sns/deliveries/${lane}` });
  const lanes: Deliveries["lanes"] = {
    queues: open("queues"),
    functions: open("functions"),
    http: open("http"),
    crowded: open("crowded"),
    email: open("email"),
    mobile: open("mobile"),
  };
  const ordered = openWorkQueue<Delivery>({ ...settings, name: "sns/fifo-deliveries", ordered: true });
  return {
    lanes,
    ordered,
    setAside: async (delivery) => {
      await lanes.crowded.send([inLane(delivery)]);
    },
    send: async (deliveries) => {
      const sends = Object.entries(lanes).map(([lane, queue]) => {
        const own = deliveries.filter(({ subscriber }) => LANE_OF[subscriber.protocol] === lane);
        return queue.send(own.map(inLane));
      });
      await Promise.all(sends);
    },
    sendOrdered: async (deliveries) => {
      await ordered.send(deliveries.map(({ delivery, ...order }) => ({ item: delivery, ...order })));
    },
    drop: async () => {
      for (const queue of [...Object.values(lanes), ordered]) await queue.drop();
    },
  };
}

/** The many of one subscriber delay those of others as little as may be. */
const inLane = (item: Delivery): NewItem<Delivery> => ({ item, group: item.subscriber.id });
