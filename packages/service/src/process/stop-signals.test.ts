import { expect, it, onTestFinished, vi } from "vitest";
import { createLog } from "../log.ts";
import { stopOnSignals } from "./stop-signals.ts";

const { log } = createLog("silent");

it("a stop that hangs ends after ten seconds, of which a machine that stands still takes one", () => {
  vi.useFakeTimers();
  const ends = vi.spyOn(process, "exit").mockReturnValue(undefined as never); // as: the test goes on.
  const stop = stopOnSignals({ close: () => new Promise(() => undefined), log, flush: () => undefined });
  onTestFinished(() => {
    for (const signal of ["SIGTERM", "SIGINT"]) process.off(signal, stop);
    ends.mockRestore();
    vi.useRealTimers();
  });
  stop();
  // However late it is by then, one timer has become due.
  vi.advanceTimersToNextTimer();
  expect(ends).not.toHaveBeenCalled();
  vi.advanceTimersByTime(8_999);
  expect(ends).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(ends.mock.calls).toEqual([[1]]);
});
