import { EventEmitter, once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type Clock, pause } from "@skylab/aws";
import { LEASE_MS, type Leased, MOST_RECEIVED, type ReceiveHow, type Turn, type WorkQueue } from "./work-queue.ts";

/** How the items of a queue are worked off. */
export type Work<Item> = {
  /** What the job is called. */
  readonly name: string;
  readonly queue: WorkQueue<Item>;
  /** So many items at a time, in each process, for each turn. */
  readonly atOnce: number;
  /** Told of what was thrown where items were attended to: as a rule the queue's own engine failed. */
  readonly onFailure: (error: unknown) => void;
} & (Apart<Item> | Together<Item>);

/**
 * Does an item and settles it: `done` or `later`. What it leaves, or throws on, comes again when the lease runs out; as long as
 * it works the lease is prolonged. Each is attended to as soon as there is room: one that takes long holds up no other.
 */
type Apart<Item> = { readonly attend: (leased: Leased<Item>, attempt: Attempt) => Promise<void> };

/** The same with what came together, ten items at most, all of which it settles. */
type Together<Item> = {
  readonly attendTogether: (items: readonly Leased<Item>[], attempt: Attempt) => Promise<void>;
};

/** `signal`: the process ends. */
export type Attempt = { readonly turn: Turn; readonly clock: Clock; readonly signal: AbortSignal };

/** A job, as services list theirs. Begun again as soon as it has ended. */
export type WorkJob = {
  readonly name: string;
  readonly everyMs: 0;
  /** Works until the signal ends it. Rejects where the queue's engine fails, a while later. */
  readonly run: (clock: Clock, signal: AbortSignal) => Promise<void>;
};

/** Where the engine of a queue failed. */
const REST_MS = 1_000;

/** At the end: what takes longer another process does, when its lease has run out. */
const ENDED_WITHIN_MS = 5_000;

/** The job that works a queue off for as long as the process lives: each replica takes part. */
export function workOff<Item>(work: Work<Item>): WorkJob {
  // What takes longer than the queue's engine was away is known to whoever begins anew.
  const underWay = new Map<string, Leased<Item>>();
  const run: WorkJob["run"] = async (clock, signal) => {
    const failing = new AbortController();
    const ending = AbortSignal.any([signal, failing.signal]);
    const attempts = { clock, signal, ending, underWay };
    try {
      // None goes on when another has failed: who begins anew begins all of them.
      const turns = work.queue.turns.map((turn) => workOffTurn(work, turn, attempts).finally(() => failing.abort()));
      for (const ended of await Promise.allSettled(turns)) if (ended.status === "rejected") throw ended.reason;
    } catch (error) {
      // In real time: a clock that stands still must not keep the work from going on.
      await pause(REST_MS, signal);
      throw error;
    }
  };
  return { name: work.name, everyMs: 0, run };
}

type Attempts<Item> = Omit<Attempt, "turn"> & {
  /** Nothing is received any more. */
  readonly ending: AbortSignal;
  /** What is attended to, by its id. */
  readonly underWay: Map<string, Leased<Item>>;
};

async function workOffTurn<Item>(work: Work<Item>, turn: Turn, attempts: Attempts<Item>): Promise<void> {
  const { clock, ending, signal, underWay } = attempts;
  const attending = new Set<Promise<void>>();
  const receive = receiver(work.queue, turn);
  const room = new EventEmitter();
  let items = 0;
  const attempt: Attempt = { turn, clock, signal };
  const begin = (together: readonly Leased<Item>[], act: () => Promise<void>): void => {
    items += together.length;
    for (const one of together) underWay.set(one.id, one);
    const attended = attend(work, together, act).finally(() => {
      items -= together.length;
      for (const one of together) if (underWay.get(one.id) === one) underWay.delete(one.id);
      attending.delete(attended);
      room.emit("made");
    });
    attending.add(attended);
  };
  ending.addEventListener("abort", () => room.emit("made"), { once: true });
  try {
    while (!ending.aborted) {
      if (items >= work.atOnce) await once(room, "made");
      else {
        const max = Math.min(work.atOnce - items, MOST_RECEIVED);
        const received = (await receive({ max, signal: ending })).filter((one) => !isUnderWay(one, underWay));
        if ("attend" in work) for (const one of received) begin([one], () => work.attend(one, attempt));
        else if (received.length > 0) begin(received, () => work.attendTogether(received, attempt));
      }
    }
  } finally {
    await Promise.race([Promise.all(attending), sleep(ENDED_WITHIN_MS, undefined, { ref: false })]);
  }
}

/** A receive that finds nothing waits, except where all that may be in flight is: nothing comes before some of it is due. */
const IN_VAIN_MS = 100;

type Receive<Item> = (how: ReceiveHow) => Promise<readonly Leased<Item>[]>;

/** Receives, and not again and again where nothing can come. */
function receiver<Item>(queue: WorkQueue<Item>, turn: Turn): Receive<Item> {
  let wasInVain = false;
  return async (how) => {
    const asked = performance.now();
    const received = await queue.receive(turn, how);
    const isInVain = received.length === 0 && performance.now() - asked < IN_VAIN_MS;
    // Once it may be that the clock was moved.
    if (isInVain && wasInVain) await pause(IN_VAIN_MS, how.signal);
    wasInVain = isInVain;
    return received;
  };
}

/** What is received again while it is attended to has had its lease run out: its clock has jumped. It goes on by the new one. */
const isUnderWay = <Item>({ id, lease }: Leased<Item>, underWay: Attempts<Item>["underWay"]): boolean =>
  underWay.get(id)?.renew(lease) ?? false;

async function attend<Item>(
  { onFailure }: Work<Item>,
  items: readonly Leased<Item>[],
  act: () => Promise<void>,
): Promise<void> {
  const prolonging = setInterval(() => {
    // Where the engine fails the lease runs out, and another does it.
    for (const item of items) void item.prolong().catch(() => undefined);
  }, LEASE_MS / 3);
  try {
    await act();
  } catch (error) {
    onFailure(error);
  } finally {
    clearInterval(prolonging);
  }
}
