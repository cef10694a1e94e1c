import { countTogether, MAX_RECORDS_BYTES } from "../domain/mappings/batch-size.ts";
import type { ShardItem } from "./shard-progress.ts";

/** Records of a shard that are handed to the function one batch after the other. */
export type Lane = {
  readonly push: (item: ShardItem) => void;
  /** Nothing more comes. */
  readonly close: () => void;
  /** What waits is left. */
  readonly stop: () => void;
  /** How many records wait, and how many bytes they take. */
  readonly waiting: () => { readonly records: number; readonly bytes: number };
  /** Nothing is left to be taken, nor comes. */
  readonly isOver: () => boolean;
  /**
   * Takes the next batch, once it is full or its batching window is over; nothing where nothing more comes, or `until` has
   * resolved before anything came.
   */
  readonly take: (until?: Promise<unknown>) => Promise<readonly ShardItem[]>;
};

export type Batching = { readonly size: number; readonly windowMs: number };

type LaneState = {
  readonly items: ShardItem[];
  bytes: number;
  isClosed: boolean;
  /** Tells who waits that something has changed. */
  changed: () => void;
};

export function openLane({ size, windowMs }: Batching): Lane {
  const state: LaneState = { items: [], bytes: 0, isClosed: false, changed: () => undefined };
  const change = (): Promise<void> => new Promise((resolve) => (state.changed = resolve));
  const isFull = (): boolean => state.items.length >= size || state.bytes >= MAX_RECORDS_BYTES;

  const fill = async (): Promise<void> => {
    const timer = flagOnce(state, (raise) => setTimeout(raise, windowMs).unref());
    while (!timer.isRaised && !isFull() && !state.isClosed) await change();
    clearTimeout(timer.by);
  };
  return {
    push: (item) => {
      state.items.push(item);
      state.bytes += item.bytes;
      state.changed();
    },
    close: () => {
      state.isClosed = true;
      state.changed();
    },
    stop: () => {
      state.isClosed = true;
      state.items.length = 0;
      state.bytes = 0;
      state.changed();
    },
    waiting: () => ({ records: state.items.length, bytes: state.bytes }),
    isOver: () => state.isClosed && state.items.length === 0,
    take: async (until) => {
      const limit = flagOnce(state, (raise) => void until?.then(raise));
      while (state.items.length === 0 && !state.isClosed && !limit.isRaised) await change();
      if (state.items.length > 0 && windowMs > 0) await fill();
      const taken = state.items.splice(0, countTogether(state.items, size));
      for (const { bytes } of taken) state.bytes -= bytes;
      return taken;
    },
  };
}

/** A flag that something raises later, which tells who waits. */
function flagOnce<By>(state: LaneState, arrange: (raise: () => void) => By): { isRaised: boolean; readonly by: By } {
  const raise = (): void => {
    flag.isRaised = true;
    state.changed();
  };
  const flag = { isRaised: false, by: arrange(raise) };
  return flag;
}
