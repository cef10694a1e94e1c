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

/**
 * No more are added where batches take so many times as long as they did at their best: then they wait for this machine's
 * processors, which AWS's have no end of, and more of them would do no more.
 */
const SLOWED = 2;

export type Concurrency = {
  /** Resolves when another batch may begin, or the signal has ended it and a batch has. */
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
  const pace = openPace();
  const state = { limit: first, changedAt: performance.now(), wake: nothing };
  const limitTo = (batches: number): void => {
    state.limit = batches;
    state.changedAt = performance.now();
  };
  const grow = (): void => {
    limitTo(pace.isSlowed(state.limit) ? state.limit : Math.min(state.limit + MORE_BATCHES, most));
    state.wake();
  };
  /** Until a batch has ended, or it is time for more of them. */
  const change = (): Promise<void> =>
    new Promise((resolve) => {
      const inMs = state.changedAt + MORE_EVERY_MS - performance.now();
      const timer = state.limit < most ? setTimeout(grow, inMs).unref() : undefined;
      state.wake = () => {
        clearTimeout(timer);
        state.wake = nothing;
        resolve();
      };
    });
  return {
    room: async (signal) => {
      while (underWay.size >= state.limit && !signal.aborted) await change();
    },
    begin: (batch) => {
      const begunAt = performance.now();
      const ended = batch.finally(() => {
        pace.took(performance.now() - begunAt);
        underWay.delete(ended);
        state.wake();
      });
      underWay.add(ended);
    },
    idle: () => limitTo(first),
    throttled: () => limitTo(Math.max(Math.min(FEWEST_BATCHES, most), Math.floor(state.limit / 2))),
    ended: async () => {
      await Promise.all(underWay);
    },
  };
}

type Pace = {
  readonly took: (milliseconds: number) => void;
  /** Whether batches have become slow since the last question, of which one must have ended for each that may be under way. */
  readonly isSlowed: (limit: number) => boolean;
};

function openPace(): Pace {
  let best = Infinity;
  let count = 0;
  let sum = 0;
  return {
    took: (milliseconds) => {
      count += 1;
      sum += milliseconds;
    },
    isSlowed: (limit) => {
      // Batches that take longer than that wait for something else.
      if (count < limit) return false;
      const average = sum / count;
      [count, sum] = [0, 0];
      best = Math.min(best, average);
      return average > best * SLOWED;
    },
  };
}

const nothing = (): void => undefined;
