import { expect, it } from "vitest";
import { movableClock } from "./clock.ts";

const HOUR_MS = 3_600_000;

it("who waits for a time waits for it, and who waits for a while no longer than that, also where time is set back", () => {
  const clock = movableClock();
  clock.set(HOUR_MS);
  const over: string[] = [];
  clock.at(HOUR_MS + 1000, () => over.push("time"));
  clock.after(1000, () => over.push("while"));
  clock.after(1000, () => over.push("never"))();
  clock.set(0);
  clock.advance(999);
  expect(over).toEqual([]);
  clock.advance(1);
  expect(over).toEqual(["while"]);
  clock.set(HOUR_MS + 1000);
  expect(over).toEqual(["while", "time"]);
});

it("who waits for a while waits no longer where time is set ahead in between", () => {
  const clock = movableClock();
  clock.set(0);
  let isOver = false;
  clock.after(1000, () => (isOver = true));
  clock.set(600);
  clock.set(500);
  clock.advance(499);
  expect(isOver).toBe(false);
  clock.advance(1);
  expect(isOver).toBe(true);
});

it("a clock that runs again has what waits for a while told in time", async () => {
  const clock = movableClock();
  clock.advance(24 * HOUR_MS);
  const told = new Promise<void>((resolve) => void clock.after(5, resolve));
  clock.release();
  await told;
});
