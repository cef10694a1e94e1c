import { type Ids, type Place } from "@skylab/aws";
import { openWorkQueue, type Queues, type Sent, type WorkQueue } from "@skylab/queues";
import { encodeKey, jsonTable, type Partition, readerOf, transact } from "@skylab/records";
import type { Ended, Progress, QueuedEvent } from "../domain/invocations/event.ts";
import { functionArn } from "../domain/functions/function-arn.ts";
import { EVENTS_SPACE } from "./spaces.ts";

/** Invocations for which nobody waits. */
export type Events = {
  /** Where they come in, and where those wait of functions of which too many are under way. */
  readonly lanes: Readonly<Record<EventLane, WorkQueue<QueuedEvent>>>;
  /** Resolves when it is durable. */
  readonly send: (event: QueuedEvent) => Promise<void>;
  /** Has an event wait among those of crowded functions. */
  readonly setAside: (event: QueuedEvent) => Promise<void>;
  /** What is known of an event that was tried before. */
  readonly stateOf: (event: QueuedEvent) => Promise<EventState | undefined>;
  /** Keeps what came of an attempt; answers how the event ended, where another process was first: it may come twice. */
  readonly keep: (event: QueuedEvent, state: Kept) => Promise<EventState>;
  /** Keeps who is still to be told how it ended. */
  readonly left: (event: QueuedEvent, ended: Ended) => Promise<void>;
  /** Remembers for a while that it is over: it may come once more. */
  readonly finish: (event: QueuedEvent, at: number) => Promise<void>;
  /** Forgets all of them. */
  readonly drop: () => Promise<void>;
};

export type EventLane = "new" | "crowded";

export type EventState =
  | ({ readonly kind: "tried" } & Progress)
  | ({ readonly kind: "ended" } & Ended)
  | { readonly kind: "finished" };

/** What comes of an attempt. */
export type Kept = Exclude<EventState, { readonly kind: "finished" }>;

/** Longer than anybody moves the clock, and than events live: 6 hours, and what their runs take. */
const RETENTION_MS = 60 * 24 * 3_600_000;

/** Longer than a queue's engine needs to deliver once more what it was told is done. */
const REMEMBERED_MS = 15 * 60_000;

const stateRows = jsonTable<EventState>(EVENTS_SPACE);

export type EventsParts = {
  readonly queues: Queues;
  readonly ids: Ids;
  /** Where the rows of a place are. */
  readonly at: (place: Place) => Partition;
};

export function openEvents({ at, ids, queues }: EventsParts): Events {
  const open = (name: string): WorkQueue<QueuedEvent> =>
    openWorkQueue({ queues, ids, name, retentionMs: RETENTION_MS });
  const lanes = { new: open("lambda/invocations"), crowded: open("lambda/invocations/crowded") };
  const into = async (lane: EventLane, event: QueuedEvent): Promise<readonly Sent[]> =>
    await lanes[lane].send([{ item: event, id: event.requestId, group: groupOf(event) }]);
  const put = async ({ place, requestId }: QueuedEvent, state: EventState, expiresAt?: number): Promise<void> => {
    const row = { space: stateRows.space, key: encodeKey(requestId), value: stateRows.encode(state) };
    const write = { kind: "put" as const, ...row, ...(expiresAt !== undefined && { expiresAt }) };
    await at(place).commit({ writes: [write] });
  };
  return {
    lanes,
    send: async (event) => {
      await into("new", event);
    },
    setAside: async (event) => {
      await into("crowded", event);
    },
    stateOf: ({ place, requestId }) => readerOf(at(place)).get(stateRows, requestId),
    keep: ({ place, requestId }, state) =>
      transact(at(place), async (rows) => {
        const known = await rows.get(stateRows, requestId);
        if (known !== undefined && known.kind !== "tried") return known;
        rows.put(stateRows, state, requestId);
        return state;
      }),
    left: (event, ended) => put(event, { kind: "ended", ...ended }),
    finish: (event, now) => put(event, { kind: "finished" }, now + REMEMBERED_MS),
    drop: async () => {
      for (const lane of Object.values(lanes)) await lane.drop();
    },
  };
}

/** The many of one function delay those of others as little as may be. */
const groupOf = ({ functionName, place }: QueuedEvent): string => functionArn({ place, name: functionName });
