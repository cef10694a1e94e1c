import { setTimeout as sleep } from "node:timers/promises";

/**
 * Waits, or until the signal ends it. In real time: a clock that stands still must not keep a mapping from going on.
 */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  sleep(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);

/** Pauses that double, from the first to the longest; `reset` begins anew. */
export type Pauses = { readonly next: () => number; readonly reset: () => void };

export function growingPauses(firstMs: number, longestMs: number): Pauses {
  let following = firstMs;
  return {
    next: () => {
      const now = following;
      following = Math.min(following * 2, longestMs);
      return now;
    },
    reset: () => {
      following = firstMs;
    },
  };
}
