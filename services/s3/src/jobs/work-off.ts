import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "@skylab/aws";
import type { Job, Logger } from "@skylab/service";
import { retryAfterMs } from "../domain/notifications/retry.ts";
import { type DeliveryQueue, LEASE_MS, type Leased, MOST_RECEIVED, type Turn } from "../store/delivery-queues.ts";

/** How the deliveries of one queue are made. */
export type Work<Delivery> = {
  readonly name: string;
  readonly queue: DeliveryQueue<Delivery>;
  /** So many at a time, in each process. */
  readonly atOnce: number;
  /** Makes one. Rejects where it is to be tried again. */
  readonly deliver: (delivery: Delivery, attempt: Attempt) => Promise<void>;
  /** Told of an attempt that failed; true: it was the last one. */
  readonly onFailure: (delivery: Delivery, error: unknown, attempt: Attempt) => Promise<boolean>;
  readonly log: Pick<Logger, "warn">;
};

export type Attempt = { readonly turn: Turn; readonly clock: Clock; readonly signal: AbortSignal };

/** Where the engine of a queue failed. */
const REST_MS = 1_000;

/** At the end: what takes longer another process does, when its lease has run out. */
const ENDED_WITHIN_MS = 5_000;

/** Works a queue of deliveries off for as long as the process lives: each replica takes part. */
export const workOff = <Delivery>(work: Work<Delivery>): Job => ({
  name: work.name,
  everyMs: 0,
  run: async (clock, signal) => {
    try {
      await Promise.all([
        workOffTurn(work, { turn: "first", clock, signal }),
        workOffTurn(work, { turn: "again", clock, signal }),
      ]);
    } catch (error) {
      // In real time: a clock that stands still must not keep deliveries from going on.
      await sleep(REST_MS, undefined, { signal, ref: false }).catch(() => undefined);
      throw error;
    }
  },
});

async function workOffTurn<Delivery>(work: Work<Delivery>, attempt: Attempt): Promise<void> {
  const { turn, signal } = attempt;
  const underWay = new Set<Promise<void>>();
  try {
    while (!signal.aborted) {
      if (underWay.size === work.atOnce) await Promise.race(underWay);
      const max = Math.min(work.atOnce - underWay.size, MOST_RECEIVED);
      if (max === 0) continue;
      for (const leased of await work.queue.receive(turn, { max, signal })) {
        const made = attend(work, leased, attempt).finally(() => underWay.delete(made));
        underWay.add(made);
      }
    }
  } finally {
    await Promise.race([Promise.all(underWay), sleep(ENDED_WITHIN_MS, undefined, { ref: false })]);
  }
}

/** Makes one delivery, and says what becomes of it then. Where the queue's engine fails, its lease runs out. */
async function attend<Delivery>(work: Work<Delivery>, leased: Leased<Delivery>, attempt: Attempt): Promise<void> {
  const { log, name } = work;
  try {
    await settle(work, leased, attempt);
  } catch (error) {
    log.warn({ err: error, job: name }, "a delivery could not be settled");
  }
}

async function settle<Delivery>(work: Work<Delivery>, leased: Leased<Delivery>, attempt: Attempt): Promise<void> {
  const { delivery } = leased;
  const prolonging = setInterval(() => void leased.prolong().catch(() => undefined), LEASE_MS / 3);
  try {
    await work.deliver(delivery, attempt);
  } catch (error) {
    if (!(await work.onFailure(delivery, error, attempt))) {
      await leased.later(retryAfterMs(leased.attempts));
      return;
    }
  } finally {
    clearInterval(prolonging);
  }
  await leased.done();
}
