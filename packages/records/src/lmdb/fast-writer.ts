import { setImmediate as nextTurn } from "node:timers/promises";
import { holdTransactions } from "./held-transaction.ts";
import type { Store } from "./layout.ts";
import type { Ledger } from "./ledger.ts";
import { createQueue, storageError, type Writer } from "./writer.ts";

/**
 * Answers a task as soon as it has run, in a write transaction that stays open for half a second. A crash loses what
 * this transaction held, as a whole: the store is whole and consistent at any time, also after a power failure.
 *
 * While the transaction is written and synced, what it held cannot be seen: reads and tasks wait for that.
 */
export function fastWriter(store: Store, ledger: Ledger): Writer {
  const queue = createQueue();
  let working: Promise<void> | undefined;
  let broken: Error | undefined;

  const fail = (error: unknown): void => {
    // What was answered is lost, or half a task may be written: nothing may be built on that.
    broken ??= storageError(error);
    queue.refuse(broken);
  };
  const transaction = holdTransactions(store, fail);

  const runJobs = (): void => {
    const jobs = queue.take();
    try {
      const answers = jobs.map((job) => job.run());
      ledger.writeDown();
      for (const answer of answers) answer();
    } catch (error) {
      for (const job of jobs) job.refuse(storageError(error));
      fail(error);
    }
    transaction.changed(jobs.reduce((sum, job) => sum + job.pages, 0));
  };
  const work = async (): Promise<void> => {
    while (!queue.isEmpty()) {
      // The tasks of one turn are counted together.
      await nextTurn();
      await transaction.settling();
      if (!transaction.isOpen()) await transaction.begin();
      if (transaction.isOpen()) runJobs();
    }
    working = undefined;
  };

  return {
    run: (task, pages) => {
      if (broken !== undefined) return Promise.reject(broken);
      const answer = queue.add(task, pages);
      working ??= work();
      return answer;
    },
    settling: () => (broken === undefined ? transaction.settling() : Promise.reject(broken)),
    close: async () => {
      await working;
      transaction.end();
      await transaction.settling();
    },
  };
}
