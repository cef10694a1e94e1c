import type { Store } from "./layout.ts";
import { TRANSACTION_PAGES } from "./writer.ts";

/** A transaction is on disk after this time and the time of one sync: well below the second that is promised. */
const SYNC_INTERVAL_MS = 500;

/** One write transaction of LMDB after the other, each of which stays open over many turns: reads see what it wrote. */
export type HeldTransaction = {
  readonly isOpen: () => boolean;
  /** Resolves when a transaction is open, or could not be opened. Only where none is open, and none is being written. */
  readonly begin: () => Promise<void>;
  /** The open transaction changed so many pages more. It ends by itself when they are many, or when half a second is over. */
  readonly changed: (pages: number) => void;
  /** Has the open transaction written and synced; does nothing where none is open. */
  readonly end: () => void;
  /** Resolves when an ended transaction is on disk. Until then neither it nor any other can be seen. */
  readonly settling: () => Promise<void> | undefined;
};

/** `onFailure` hears of a transaction that could not be opened or written; what it held is lost. */
export function holdTransactions(store: Store, onFailure: (error: unknown) => void): HeldTransaction {
  let release: (() => void) | undefined;
  let written: Promise<void> | undefined;
  let settling: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let pages = 0;

  const end = (): void => {
    if (release === undefined) return;
    clearTimeout(timer);
    settling = written;
    release();
    release = undefined;
  };
  const begin = (): Promise<void> =>
    new Promise((begun) => {
      const hold = (): Promise<void> =>
        new Promise((resolve) => {
          release = resolve;
          pages = 0;
          timer = setTimeout(end, SYNC_INTERVAL_MS);
          begun();
        });
      const write = async (): Promise<void> => {
        try {
          await store.transaction(hold);
        } catch (error) {
          onFailure(error);
        }
        settling = undefined;
        begun();
      };
      written = write();
    });

  return {
    isOpen: () => release !== undefined,
    begin,
    changed: (count) => {
      pages += count;
      if (pages > TRANSACTION_PAGES) end();
    },
    end,
    settling: () => settling,
  };
}
