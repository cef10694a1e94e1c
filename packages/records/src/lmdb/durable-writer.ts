import type { Store } from "./layout.ts";
import type { Ledger } from "./ledger.ts";
import { createQueue, type Job, storageError, type Writer } from "./writer.ts";

/**
 * Answers a task when its transaction is on disk. A transaction begins on a thread of libuv, runs its tasks here in one
 * go, and is written and synced on that thread while the next tasks gather: group commit.
 *
 * The promise of lmdb-js is the disk's word as long as `overlappingSync` is off: LMDB calls fdatasync for the pages, then
 * writes the meta page through O_DSYNC, and only then lmdb-js resolves (mdb_txn_commit, mdb_env_write_meta; writer.cpp).
 */
export function durableWriter(store: Store, ledger: Ledger): Writer {
  const queue = createQueue();
  let working: Promise<void> | undefined;
  let broken: Error | undefined;

  const transact = async (): Promise<void> => {
    let jobs: readonly Job[] = [];
    let answers: readonly (() => void)[] = [];
    const runJobs = (): void => {
      jobs = queue.take();
      try {
        answers = jobs.map((job) => job.run());
        ledger.writeDown();
      } catch (error) {
        // LMDB may write what came before the error: nothing may be built on that.
        broken = storageError(error);
      }
    };
    try {
      await store.transaction(runJobs);
      if (broken !== undefined) throw broken;
      for (const answer of answers) answer();
    } catch (error) {
      for (const job of jobs) job.refuse(storageError(error));
      if (broken !== undefined || jobs.length === 0) queue.refuse(storageError(error));
      ledger.restore();
    }
  };
  const work = async (): Promise<void> => {
    while (!queue.isEmpty()) await transact();
    working = undefined;
  };

  return {
    run: (task, pages) => {
      if (broken !== undefined) return Promise.reject(broken);
      const answer = queue.add(task, pages);
      working ??= work();
      return answer;
    },
    settling: () => undefined,
    close: async () => working,
  };
}
