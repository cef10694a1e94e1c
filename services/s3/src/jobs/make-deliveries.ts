import { type Attempt, type Leased, workOff, type WorkQueue } from "@skylab/queues";
import type { Job, Logger } from "@skylab/service";
import { retryAfterMs } from "../domain/notifications/retry.ts";

/** How the deliveries of one queue are made. */
type Deliveries<Delivery> = {
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

/** Makes deliveries, and tries those again that fail, until they are given up. */
export const makeDeliveries = <Delivery>(deliveries: Deliveries<Delivery>): Job => {
  const { atOnce, log, name, queue } = deliveries;
  return workOff({
    name,
    queue,
    atOnce,
    attend: (leased, attempt) => make(deliveries, leased, attempt),
    onFailure: (error) => log.warn({ err: error, job: name }, "a delivery could not be settled"),
  });
};

/** Makes one delivery, and says what becomes of it then. */
async function make<Delivery>(
  { deliver, onFailure }: Deliveries<Delivery>,
  leased: Leased<Delivery>,
  attempt: Attempt,
): Promise<void> {
  try {
    await deliver(leased.item, attempt);
  } catch (error) {
    if (!(await onFailure(leased.item, error, attempt))) return await leased.later(retryAfterMs(leased.attempts));
  }
  await leased.done();
}
