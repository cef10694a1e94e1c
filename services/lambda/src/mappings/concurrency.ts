/**
 * How many batches of a queue are under way at a time. AWS begins with five, and adds 300 a minute while there is more to do.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
const FIRST_BATCHES = 5;
const MORE_BATCHES = 5;
const MORE_EVERY_MS = 1_000;

/** Of a mapping. */
export const MOST_BATCHES = 1_250;

/** Where a function is throttled. */
const FEWEST_BATCHES = 2;

export type Concurrency = {
  /** Resolves when another batch may begin. */
  readonly room: (signal: AbortSignal) => Promise<void>;
  readonly begin: (batch: Promise<void>) => void;
  /** The queue had nothing: what comes next begins small. */
  readonly idle: () => void;
  /** The function is throttled. */
  readonly throttled: () => void;
  /** Resolves when no batch is under way. */
  readonly ended: () => Promise<void>;
};

export function openConcurrency(most = MOST_BATCHES): Concurrency {
  const underWay = new Set<Promise<void>>();
  const first = Math.min(FIRST_BATCHES, most);
  let limit = first;
  let changedAt = performance.now();
  let wake = (): void => undefined;

  const grow = (): void => {
    limit = Math.min(limit + MORE_BATCHES, most);
    changedAt = performance.now();
  };
  /** Until a batch has ended, it is time for more of them, or the signal ends it. */
  const change = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const timer =
        limit < most ? setTimeout(() => done(true), changedAt + MORE_EVERY_MS - performance.now()) : undefined;
      timer?.unref();
      const done = (isTime: boolean): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", wake);
        if (isTime) grow();
        resolve();
      };
      wake = () => done(false);
      signal.addEventListener("abort", wake, { once: true });
    });

  return {
    room: async (signal) => {
      while (underWay.size >= limit && !signal.aborted) await change(signal);
    },
    begin: (batch) => {
      const ended = batch.finally(() => {
        underWay.delete(ended);
        wake();
      });
      underWay.add(ended);
    },
    idle: () => {
      limit = first;
      changedAt = performance.now();
    },
    throttled: () => {
      limit = Math.max(Math.min(FEWEST_BATCHES, most), Math.floor(limit / 2));
      changedAt = performance.now();
    },
    ended: async () => {
      await Promise.all(underWay);
    },
  };
}
