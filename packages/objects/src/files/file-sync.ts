import { fdatasync } from "./calls.ts";

/** Brings a file to the disk while it is being written, so that at its end only little is left to wait for. */
export type FileSync = {
  /** To be told of what is written, or soon will be. */
  readonly wrote: (bytes: number) => void;
  /** Resolves when everything that was written is on disk. */
  readonly finish: () => Promise<void>;
  /** Resolves when the file may be closed, whatever happened. */
  readonly settled: () => Promise<void>;
};

/** Each sync writes metadata, too: smaller steps cost the disk more than they spare the writer. */
const STEP_BYTES = 8 * 1024 * 1024;

/** `through`: a gate that lets so many syncs pass at once. */
export function fileSync(fd: number, through: (sync: () => Promise<void>) => Promise<void>): FileSync {
  const sync = (): Promise<void> => through(() => fdatasync(fd));
  let earlier: Promise<void> = Promise.resolve();
  let isSyncing = false;
  let unsynced = 0;

  const syncEarly = async (): Promise<void> => {
    [isSyncing, unsynced] = [true, 0];
    await sync();
    isSyncing = false;
  };
  return {
    wrote: (bytes) => {
      unsynced += bytes;
      if (isSyncing || unsynced < STEP_BYTES) return;
      earlier = syncEarly();
      // Linux tells of lost pages once: `finish` will be told of them here, and not by the last sync. After them it is over.
      earlier.catch(() => undefined);
    },
    finish: async () => {
      await earlier;
      await sync();
    },
    settled: () => earlier.catch(() => undefined),
  };
}
