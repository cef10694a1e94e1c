import type { Disk } from "./disk.ts";
import { generationKey } from "./keys.ts";

/** In `queues`, beside the queues' own ids, none of which begins like this. */
const KEY = "\u0001generations";

/** Numbers the generations of all queues; a number that was on the disk is never given again. */
export type Generations = {
  readonly next: () => number;
  /** Puts the counter into the running transaction, where it moved. */
  readonly save: () => void;
};

export function openGenerations(disk: Disk): Generations {
  let next = disk.queues.get(KEY)?.readUInt32BE(0) ?? 1;
  let saved = next;
  return {
    next: () => next++,
    save: () => {
      if (saved === next) return;
      saved = next;
      void disk.queues.put(KEY, generationKey(next));
    },
  };
}
