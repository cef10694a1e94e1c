import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "./clock.ts";

/**
 * Waits, or until the signal ends it, and does not keep the process alive. In real time: a clock that stands still must
 * not keep work from going on.
 */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  sleep(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);

/** The same by a clock. */
export function pauseBy(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const wake = (): void => {
      signal.removeEventListener("abort", wake);
      cancel();
      resolve();
    };
    const cancel = clock.after(milliseconds, wake);
    signal.addEventListener("abort", wake);
  });
}
