import { setImmediate as nextTurn } from "node:timers/promises";
import type { Store } from "./layout.ts";
import type { Ledger } from "./ledger.ts";
import { type Draft, overlayOn, viewOf } from "./view.ts";
import { storageError, type Writer, writeToStore } from "./writer.ts";

/** A task that waits for its transaction. */
type Job = {
  /** Runs the task; the function that it returns answers whoever waits for it. */
  readonly run: (draft: Draft) => () => void;
  readonly refuse: (error: Error) => void;
};

/** So much is written in a transaction, and what is beyond it in the next: until then it is in memory. */
const TRANSACTION_BYTES = 16 * 1024 * 1024;

/**
 * Answers a task when what it wrote is on disk. While a transaction is written and synced, the next tasks gather; they
 * run when it is done, all of them in one transaction: group commit.
 */
export function durableWriter(store: Store, ledger: Ledger): Writer {
  const stored = viewOf(store);
  const jobs: Job[] = [];
  let working: Promise<void> | undefined;

  const transact = async (): Promise<void> => {
    const draft = overlayOn(stored);
    const running: Job[] = [];
    try {
      const answers: (() => void)[] = [];
      while (draft.bytes() < TRANSACTION_BYTES) {
        const job = jobs.shift();
        if (job === undefined) break;
        running.push(job);
        answers.push(job.run(draft));
      }
      ledger.writeDown(draft);
      await writeToStore(store, draft);
      for (const answer of answers) answer();
    } catch (error) {
      ledger.restore();
      for (const job of running) job.refuse(storageError(error));
    }
  };
  const work = async (): Promise<void> => {
    // What comes in the same turn goes into the same transaction.
    await nextTurn();
    while (jobs.length > 0) await transact();
    working = undefined;
  };

  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        const run = (draft: Draft): (() => void) => {
          const value = task(draft);
          return () => resolve(value);
        };
        jobs.push({ run, refuse: reject });
        working ??= work();
      }),
    view: () => stored,
    close: async () => working,
  };
}
