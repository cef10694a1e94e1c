import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { movableClock } from "./clock.ts";
import { pause, pauseBy } from "./pause.ts";

const HOUR_MS = 3_600_000;
const NEVER = new AbortController().signal;

/** A clock that stands still. */
function stillClock(): ReturnType<typeof movableClock> {
  const clock = movableClock();
  clock.set(0);
  return clock;
}

const waits = {
  pause,
  pauseBy: (milliseconds: number, signal: AbortSignal) => pauseBy(stillClock(), milliseconds, signal),
};

describe.each(Object.entries(waits))("%s", (_, wait) => {
  it("ends when its signal does", async () => {
    const ending = new AbortController();
    const waiting = wait(HOUR_MS, ending.signal);
    ending.abort();
    await expect(waiting).resolves.toBeUndefined();
    expect(getEventListeners(ending.signal, "abort")).toEqual([]);
  });

  it("is over at once where its signal has ended before", async () => {
    await expect(wait(HOUR_MS, AbortSignal.abort())).resolves.toBeUndefined();
  });
});

it("a pause is over when its time is, and its signal forgets it", async () => {
  await expect(pause(1, NEVER)).resolves.toBeUndefined();
  expect(getEventListeners(NEVER, "abort")).toEqual([]);
});

it("a pause by a clock is over when the clock says so, and its signal forgets it", async () => {
  const clock = stillClock();
  let isOver = false;
  const waiting = pauseBy(clock, HOUR_MS, NEVER).then(() => (isOver = true));
  clock.advance(HOUR_MS - 1);
  await new Promise(setImmediate);
  expect(isOver).toBe(false);
  clock.advance(1);
  await waiting;
  expect(getEventListeners(NEVER, "abort")).toEqual([]);
});
