import type { Ids } from "@skylab/aws";
import type { Queue, Queues, Received } from "@skylab/queues";
import type { Notification, Replication } from "../domain/notifications/deliveries.ts";

/** What is on its way from events to those who are to hear of them, in queues of S3's own. */
export type DeliveryQueues = {
  readonly notifications: DeliveryQueue<Notification>;
  readonly replications: DeliveryQueue<Replication>;
  /** Forgets all of them. */
  readonly drop: () => Promise<void>;
};

export type DeliveryQueue<Delivery> = {
  readonly send: (deliveries: readonly Delivery[]) => Promise<void>;
  /**
   * Takes some that are due, and hides them for `LEASE_MS`; waits where there are none. What was received once and not
   * delivered comes by `again` from then on: however much of it there is, it delays nothing that comes for the first time.
   */
  readonly receive: (from: Turn, how: ReceiveHow) => Promise<readonly Leased<Delivery>[]>;
};

export type Turn = "first" | "again";

export type ReceiveHow = { readonly max: number; readonly signal: AbortSignal };

/** A delivery that is this process's for `LEASE_MS`, unless it is prolonged. */
export type Leased<Delivery> = {
  readonly delivery: Delivery;
  /** How often it was tried, this time included. */
  readonly attempts: number;
  readonly prolong: () => Promise<void>;
  readonly done: () => Promise<void>;
  /** To be tried again, so many milliseconds from now. */
  readonly later: (milliseconds: number) => Promise<void>;
};

/** Where a process dies, another one takes over what it was delivering after so long. */
export const LEASE_MS = 30_000;

/** The most that are received at a time: the port's own limit. */
export const MOST_RECEIVED = 10;

/** A receive that finds nothing waits so long for something. */
const WAIT_MS = 20_000;

/** Longer than anything is tried. */
const RETENTION_MS = 14 * 24 * 3_600_000;

/** As SQS bounds it: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const MAX_IN_FLIGHT = 120_000;

/** Longer than a single attempt takes, be it the copy of the largest object. */
const MAX_VISIBILITY_MS = 24 * 3_600_000;

export function openDeliveryQueues({ queues, ids }: { readonly queues: Queues; readonly ids: Ids }): DeliveryQueues {
  const lanes = { notifications: lanesOf("notifications"), replications: lanesOf("replications") };
  return {
    notifications: deliveryQueue({ queues, ids, lanes: lanes.notifications }),
    replications: deliveryQueue({ queues, ids, lanes: lanes.replications }),
    drop: async () => {
      for (const { first, again } of Object.values(lanes)) {
        await queues.drop(first);
        await queues.drop(again);
      }
    },
  };
}

type Lanes = Readonly<Record<Turn, Queue>>;

function lanesOf(name: string): Lanes {
  const limits = { retentionMs: RETENTION_MS, maxInFlight: MAX_IN_FLIGHT, maxVisibilityMs: MAX_VISIBILITY_MS };
  const again: Queue = { id: `s3/${name}/again`, ...limits };
  return { first: { id: `s3/${name}`, ...limits, deadLetter: { queue: again, maxReceives: 1, source: name } }, again };
}

function deliveryQueue<Delivery>({
  queues,
  ids,
  lanes,
}: {
  readonly queues: Queues;
  readonly ids: Ids;
  readonly lanes: Lanes;
}): DeliveryQueue<Delivery> {
  const leased = (queue: Queue, { payload, receipt, receives }: Received): Leased<Delivery> => {
    const hideFor = async (visibilityMs: number): Promise<void> => {
      await queues.setVisibility(queue, [{ receipt, visibilityMs }]);
    };
    return {
      // as: only `send` fills these queues.
      delivery: JSON.parse(Buffer.from(payload).toString()) as Delivery,
      attempts: queue === lanes.first ? receives : receives + 1,
      prolong: () => hideFor(LEASE_MS),
      done: async () => {
        await queues.remove(queue, [receipt]);
      },
      later: hideFor,
    };
  };
  return {
    send: async (deliveries) => {
      if (deliveries.length === 0) return;
      const messages = deliveries.map((each) => ({ id: ids.uuid(), payload: Buffer.from(JSON.stringify(each)) }));
      await queues.send(lanes.first, messages);
    },
    receive: async (from, { max, signal }) => {
      const how = { max: Math.min(max, MOST_RECEIVED), waitMs: WAIT_MS, visibilityMs: LEASE_MS, signal };
      return (await queues.receive(lanes[from], how)).map((message) => leased(lanes[from], message));
    },
  };
}
