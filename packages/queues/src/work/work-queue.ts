import type { Ids } from "@skylab/aws";
import type { NewMessage, Queue, Queues, Received, Sent } from "../port.ts";

/**
 * What a service has still to do without a caller: deliveries, asynchronous calls. It is a queue of the port, so a lease
 * is a visibility timeout, an attempt a receive, and back-off a change of visibility.
 */
export type WorkQueue<Item> = {
  /** By which its items come. */
  readonly turns: readonly Turn[];
  /** Resolves when all of it is durable; the results are in the order of the items. */
  readonly send: (items: readonly NewItem<Item>[]) => Promise<readonly Sent[]>;
  /** Takes some that are due, and hides them for `LEASE_MS`; waits where there are none. */
  readonly receive: (from: Turn, how: ReceiveHow) => Promise<readonly Leased<Item>[]>;
  /** Forgets all of it. */
  readonly drop: () => Promise<void>;
};

export type NewItem<Item> = {
  readonly item: Item;
  /** A UUID where it is sent again as the same after a crash; a new one where absent. */
  readonly id?: string;
  /** Whose it is: nobody's many delay those of others. In a queue that keeps order: the group of which it is kept; needed there. */
  readonly group?: string;
  /** In a queue that keeps order, and needed there: what is sent again under it within five minutes is known, and not stored. */
  readonly deduplicationId?: string;
};

/**
 * What was received once and not done comes by `again` from then on: however much of it there is, it delays nothing that
 * comes for the first time. A queue that keeps order has no `again`: what is not done there holds its group up.
 */
export type Turn = "first" | "again";

export type ReceiveHow = { readonly max: number; readonly signal: AbortSignal };

/** An item that is this process's for `LEASE_MS`, unless it is prolonged. */
export type Leased<Item> = {
  readonly item: Item;
  /** The same each time that it is received. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
  /** How often it was tried, this time included. */
  readonly attempts: number;
  /** Where order is kept: twenty digits that grow. */
  readonly sequenceNumber: string | undefined;
  /** Does nothing once it is settled: done, or put off. */
  readonly prolong: () => Promise<void>;
  readonly done: () => Promise<void>;
  /** To be tried again, so many milliseconds from now. */
  readonly later: (milliseconds: number) => Promise<void>;
  readonly lease: Lease;
  /**
   * It is settled by this lease from now on: its own ran out, and it was received again. False where it is settled already:
   * then it comes again rightly.
   */
  readonly renew: (lease: Lease) => boolean;
};

/** Of one receive. */
type Lease = { readonly lane: Queue; readonly receipt: string };

/** Where a process dies, another one takes over what it was doing after so long. */
export const LEASE_MS = 30_000;

/** The most that are received at a time: the port's own limit. */
export const MOST_RECEIVED = 10;

/** A receive that finds nothing waits so long for something. */
const WAIT_MS = 20_000;

/** As SQS bounds it: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const MAX_IN_FLIGHT = 120_000;

const DAY_MS = 24 * 3_600_000;

export type WorkQueueOptions = {
  readonly queues: Queues;
  readonly ids: Ids;
  /** Unique among all services: `sns/deliveries`. */
  readonly name: string;
  /** Longer than anything is tried. */
  readonly retentionMs: number;
  /** Keeps the order of each group; deduplication ids are unique in the queue. */
  readonly ordered?: true;
};

export function openWorkQueue<Item>(options: WorkQueueOptions): WorkQueue<Item> {
  const { queues, ids } = options;
  const lanes = lanesOf(options);
  return {
    turns: options.ordered ? ["first"] : ["first", "again"],
    send: async (items) => {
      if (items.length === 0) return [];
      return await queues.send(
        lanes.first,
        items.map((each) => messageOf(each, ids)),
      );
    },
    receive: async (turn, { max, signal }) => {
      const lane = lanes[turn];
      const how = { max: Math.min(max, MOST_RECEIVED), waitMs: WAIT_MS, visibilityMs: LEASE_MS, signal };
      const received = await queues.receive(lane, how);
      return received.map((message) => leased<Item>(queues, lane, message));
    },
    drop: async () => {
      await queues.drop(lanes.first);
      if (lanes.again !== lanes.first) await queues.drop(lanes.again);
    },
  };
}

function lanesOf({ name, retentionMs, ordered }: WorkQueueOptions): Readonly<Record<Turn, Queue>> {
  const limits = { retentionMs, maxInFlight: MAX_IN_FLIGHT, maxVisibilityMs: DAY_MS };
  if (ordered) {
    const lane: Queue = { id: name, ...limits, fifo: { deduplicationScope: "queue", delayMs: 0 } };
    return { first: lane, again: lane };
  }
  const again: Queue = { id: `${name}/again`, ...limits };
  return { first: { id: name, ...limits, deadLetter: { queue: again, maxReceives: 1, source: name } }, again };
}

const messageOf = <Item>({ item, id, group, deduplicationId }: NewItem<Item>, ids: Ids): NewMessage => ({
  id: id ?? ids.uuid(),
  payload: Buffer.from(JSON.stringify(item)),
  groupId: group,
  deduplicationId,
});

function leased<Item>(queues: Queues, lane: Queue, message: Received): Leased<Item> {
  const { id, payload, receives, sentAt, sequenceNumber } = message;
  let lease: Lease = { lane, receipt: message.receipt };
  let isSettled = false;
  const hideFor = async (visibilityMs: number): Promise<void> => {
    await queues.setVisibility(lease.lane, [{ receipt: lease.receipt, visibilityMs }]);
  };
  return {
    item: JSON.parse(Buffer.from(payload).toString()) as Item, // as: only `send` fills these queues.
    id,
    sentAt,
    // What was received in the lane before counts on.
    attempts: receives,
    sequenceNumber,
    prolong: async () => {
      if (!isSettled) await hideFor(LEASE_MS);
    },
    done: async () => {
      isSettled = true;
      await queues.remove(lease.lane, [lease.receipt]);
    },
    later: async (milliseconds) => {
      isSettled = true;
      await hideFor(milliseconds);
    },
    lease,
    renew: (later) => {
      if (!isSettled) lease = later;
      return !isSettled;
    },
  };
}
