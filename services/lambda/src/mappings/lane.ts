import { EventEmitter } from "node:events";
import { countTogether, MAX_RECORDS_BYTES } from "../domain/mappings/batch-size.ts";
import type { ShardItem } from "./shard-progress.ts";

/** Records of a shard that are handed to the function one batch after the other. */
export type Lane = {
  readonly push: (item: ShardItem) => void;
  /** Nothing more comes. */
  readonly close: () => void;
  readonly waiting: () => number;
  /**
   * Takes the next batch, once it is full or its batching window is over; nothing where nothing more comes, the signal has
   * ended it, or `until` has resolved before anything came.
   */
  readonly take: (until?: Promise<unknown>) => Promise<readonly ShardItem[]>;
  readonly isClosed: () => boolean;
};

export type Batching = {
  readonly size: number;
  readonly windowMs: number;
  readonly signal: AbortSignal;
};

export function openLane({ signal, size, windowMs }: Batching): Lane {
  const items: ShardItem[] = [];
  const changes = new EventEmitter();
  let isClosed = false;
  const changed = (): void => void changes.emit("change");
  signal.addEventListener("abort", changed, { once: true });
  const change = (): Promise<void> => new Promise((resolve) => changes.once("change", () => resolve()));

  const isFull = (): boolean =>
    items.length >= size || items.reduce((bytes, item) => bytes + item.bytes, 0) >= MAX_RECORDS_BYTES;
  const fill = async (): Promise<void> => {
    const timer = { isOver: false };
    const handle = setTimeout(() => {
      timer.isOver = true;
      changed();
    }, windowMs);
    handle.unref();
    while (!timer.isOver && !isFull() && !isClosed && !signal.aborted) await change();
    clearTimeout(handle);
  };
  return {
    push: (item) => {
      items.push(item);
      changed();
    },
    close: () => {
      isClosed = true;
      changed();
    },
    waiting: () => items.length,
    isClosed: () => isClosed && items.length === 0,
    take: async (until) => {
      const limit = { isReached: false };
      void until?.then(() => {
        limit.isReached = true;
        changed();
      });
      while (items.length === 0 && !isClosed && !signal.aborted && !limit.isReached) await change();
      if (items.length > 0 && windowMs > 0) await fill();
      return signal.aborted ? [] : items.splice(0, countTogether(items, size));
    },
  };
}
