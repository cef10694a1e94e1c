/** Runs tasks inside LMDB write transactions, many in each, one after the other. A task must not wait. */
export type Writer = {
  /**
   * Resolves to what the task returned, once that may be answered. `pages` is about how many pages it changes.
   * Rejects when the transaction failed: then nothing of it is written.
   */
  readonly run: <T>(task: () => T, pages: number) => Promise<T>;
  /** Readers wait for this where it is not undefined: there are answered commits that cannot be seen at the moment. */
  readonly settling: () => Promise<void> | undefined;
  /** Resolves when everything is on disk. */
  readonly close: () => Promise<void>;
};

/** So many pages may change in a transaction, at 8 KiB each: until it is written they are in memory, 64 MiB at most. */
export const TRANSACTION_PAGES = 8192;

/** A task that waits for its transaction. */
export type Job = {
  readonly pages: number;
  /** Runs the task; the function that it returns answers whoever waits for it. */
  readonly run: () => () => void;
  readonly refuse: (error: Error) => void;
};

export type Queue = {
  readonly add: <T>(task: () => T, pages: number) => Promise<T>;
  readonly isEmpty: () => boolean;
  /** Takes out the first jobs, as many as change `TRANSACTION_PAGES` together, and at least one. */
  readonly take: () => readonly Job[];
  /** Takes all jobs out and refuses them. */
  readonly refuse: (error: Error) => void;
};

export function createQueue(): Queue {
  let jobs: Job[] = [];
  return {
    add: (task, pages) =>
      new Promise((resolve, reject) => {
        const run = (): (() => void) => {
          const value = task();
          return () => resolve(value);
        };
        jobs.push({ pages, run, refuse: reject });
      }),
    isEmpty: () => jobs.length === 0,
    take: () => {
      let pages = 0;
      const taken = jobs;
      const beyond = taken.findIndex((job, index) => (pages += job.pages) > TRANSACTION_PAGES && index > 0);
      jobs = beyond === -1 ? [] : taken.splice(beyond);
      return taken;
    },
    refuse: (error) => {
      for (const job of jobs) job.refuse(error);
      jobs = [];
    },
  };
}

/** The error of a verb whose transaction failed, with what lmdb-js says as its cause. */
export function storageError(cause: unknown): Error {
  // lmdb-js adds a promise that tells the reason, and that would end the process when nobody listens to it.
  if (cause instanceof Error && "commitError" in cause) Promise.resolve(cause.commitError).catch(() => undefined);
  return new Error("The records could not be written", { cause });
}
