import type { Clock } from "@skylab/aws";
import { type Attempt as QueueAttempt, type Leased, workOff as workOffQueue, type WorkQueue } from "@skylab/queues";
import type { Job, Logger } from "@skylab/service";
import { retryAfterMs } from "../domain/notifications/retry.ts";

/** How the deliveries of one queue are made. */
export type Work<Delivery> = {
  readonly name: string;
  readonly queue: WorkQueue<Delivery>;
  /** So many at a time, in each process. */
  readonly atOnce: number;
  /** Makes one. Rejects where it is to be tried again. */
  readonly deliver: (delivery: Delivery, attempt: Attempt) => Promise<void>;
  /** Told of an attempt that failed; true: it was the last one. */
  readonly onFailure: (delivery: Delivery, error: unknown, attempt: Attempt) => Promise<boolean>;
  readonly log: Pick<Logger, "warn">;
};

export type Attempt = QueueAttempt & { readonly clock: Clock };

/** Works a queue of deliveries off for as long as the process lives: each replica takes part. */
export const workOff = <Delivery>(work: Work<Delivery>): Job => ({
  name: work.name,
  everyMs: 0,
  run: (clock, signal) =>
    workOffQueue(
      {
        queue: work.queue,
        turns: ["first", "again"],
        atOnce: work.atOnce,
        apart: true,
        attend: async ([leased], attempt) => {
          if (leased !== undefined) await attend(work, leased, { ...attempt, clock });
        },
        onFailure: (error) => work.log.warn({ err: error, job: work.name }, "a delivery could not be settled"),
      },
      signal,
    ),
});

/** Makes one delivery, and says what becomes of it then. */
async function attend<Delivery>(work: Work<Delivery>, leased: Leased<Delivery>, attempt: Attempt): Promise<void> {
  try {
    await work.deliver(leased.item, attempt);
  } catch (error) {
    if (!(await work.onFailure(leased.item, error, attempt))) {
      await leased.later(retryAfterMs(leased.attempts));
      return;
    }
  }
  await leased.done();
}
