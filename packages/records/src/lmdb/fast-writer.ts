import { setTimeout as delay } from "node:timers/promises";
import type { Store } from "./layout.ts";
import type { Ledger } from "./ledger.ts";
import { type Overlay, overlayOn, viewOf } from "./view.ts";
import { storageError, type Writer, writeToStore } from "./writer.ts";

/**
 * What is answered waits in memory for so long before it is written. Ten milliseconds make a transaction of hundreds of
 * commits; more would save little, and make every range look through more of what waits.
 */
const GATHER_MS = 10;

/** So much may wait in memory; beyond it, tasks wait for the disk. A range looks through what waits in its space. */
const WAITING_BYTES = 4 * 1024 * 1024;

/**
 * Answers a task as soon as it has run. What it wrote waits in memory, where readers find it, and goes into the store in
 * durable transactions of many tasks, in their order. A crash loses the last of these as a whole: after GATHER_MS and the
 * time of two transactions, milliseconds on a sound disk, an answer is on disk.
 */
export function fastWriter(store: Store, ledger: Ledger): Writer {
  const stored = viewOf(store);
  let gathering: Overlay = overlayOn(stored);
  let working: Promise<void> | undefined;
  let broken: Error | undefined;

  const transact = async (): Promise<void> => {
    const writing = gathering;
    gathering = overlayOn(writing);
    await writeToStore(store, writing);
    gathering.rebase(stored);
  };
  const work = async (): Promise<void> => {
    try {
      while (!gathering.isEmpty()) {
        await delay(GATHER_MS);
        await transact();
      }
    } catch (error) {
      // What was answered is lost: nothing may be built on it.
      broken = storageError(error);
    }
    working = undefined;
  };

  return {
    run: async (task) => {
      if (gathering.bytes() > WAITING_BYTES) await working;
      if (broken !== undefined) throw broken;
      try {
        const value = task(gathering);
        ledger.writeDown(gathering);
        // A task that wrote nothing leaves nothing to do: `work` would have ended before it is known as `working`.
        if (!gathering.isEmpty()) working ??= work();
        return value;
      } catch (error) {
        // Half of what the task writes may wait already.
        broken = storageError(error);
        throw broken;
      }
    },
    view: () => {
      if (broken !== undefined) throw broken;
      return gathering;
    },
    close: async () => working,
  };
}
