import { setTimeout as sleep } from "node:timers/promises";
import { LEASE_MS, type Leased, MOST_RECEIVED, type Turn, type WorkQueue } from "./work-queue.ts";

/** How the items of a queue are worked off. */
export type Work<Item> = {
  readonly queue: WorkQueue<Item>;
  /** One `first` alone where the queue keeps order. */
  readonly turns: readonly Turn[];
  /** So many items at a time, in each process, for each turn. */
  readonly atOnce: number;
  /** Each item is attended to alone, as soon as there is room: one that takes long holds up no other. */
  readonly apart?: true;
  /**
   * Does what came together, ten items at most, or one where they are `apart`, and settles each: `done` or `later`. What
   * it leaves, or throws on, comes again when the lease runs out; as long as it works the leases are prolonged.
   */
  readonly attend: (items: readonly Leased<Item>[], attempt: Attempt) => Promise<void>;
  /** Told of what `attend` threw: as a rule the queue's own engine failed. */
  readonly onFailure: (error: unknown) => void;
};

export type Attempt = { readonly turn: Turn; readonly signal: AbortSignal };

/** Where the engine of a queue failed. */
const REST_MS = 1_000;

/** At the end: what takes longer another process does, when its lease has run out. */
const ENDED_WITHIN_MS = 5_000;

/** Works a queue off until the signal ends it: each replica takes part. Rejects where the queue's engine fails, a while later. */
export async function workOff<Item>(work: Work<Item>, signal: AbortSignal): Promise<void> {
  try {
    await Promise.all(work.turns.map((turn) => workOffTurn(work, { turn, signal })));
  } catch (error) {
    // In real time: a clock that stands still must not keep the work from going on.
    await sleep(REST_MS, undefined, { signal, ref: false }).catch(() => undefined);
    throw error;
  }
}

async function workOffTurn<Item>(work: Work<Item>, attempt: Attempt): Promise<void> {
  const { turn, signal } = attempt;
  const underWay = new Set<Promise<void>>();
  let items = 0;
  try {
    while (!signal.aborted) {
      while (items >= work.atOnce) await Promise.race(underWay);
      const received = await work.queue.receive(turn, { max: Math.min(work.atOnce - items, MOST_RECEIVED), signal });
      if (received.length === 0) continue;
      for (const together of work.apart ? received.map((one) => [one]) : [received]) {
        items += together.length;
        const attended = attend(work, together, attempt).finally(() => {
          items -= together.length;
          underWay.delete(attended);
        });
        underWay.add(attended);
      }
    }
  } finally {
    await Promise.race([Promise.all(underWay), sleep(ENDED_WITHIN_MS, undefined, { ref: false })]);
  }
}

async function attend<Item>(work: Work<Item>, items: readonly Leased<Item>[], attempt: Attempt): Promise<void> {
  const prolonging = setInterval(() => {
    for (const item of items) void item.prolong().catch(() => undefined);
  }, LEASE_MS / 3);
  try {
    await work.attend(items, attempt);
  } catch (error) {
    work.onFailure(error);
  } finally {
    clearInterval(prolonging);
  }
}
