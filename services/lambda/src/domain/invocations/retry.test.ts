import { describe, expect, it } from "vitest";
import { afterError, afterThrottle, isTooOld } from "./retry.ts";

const RULES = { retries: 2, maxAgeMs: 21_600_000 };
const at = (age: number): { acceptedAt: number; now: number } => ({ acceptedAt: 1000, now: 1000 + age });

describe("an event whose function failed", () => {
  it("is tried again after one minute, and then after two; then it is given up", () => {
    expect(afterError({ invokeCount: 1 }, at(5), RULES)).toEqual({ againInMs: 60_000 });
    expect(afterError({ invokeCount: 2 }, at(60_010), RULES)).toEqual({ againInMs: 120_000 });
    expect(afterError({ invokeCount: 3 }, at(180_020), RULES)).toEqual({ over: "RetriesExhausted" });
  });

  it("is given up at once where no retries are wanted", () => {
    expect(afterError({ invokeCount: 1 }, at(5), { ...RULES, retries: 0 })).toEqual({ over: "RetriesExhausted" });
  });

  it("is given up where it would be too old when it is tried again", () => {
    expect(afterError({ invokeCount: 1 }, at(1), { ...RULES, maxAgeMs: 60_000 })).toEqual({ over: "EventAgeExceeded" });
  });
});

describe("an event whose function could not be run", () => {
  it("is tried again after one second, twice as long each time, and after five minutes at most", () => {
    const waits = Array.from({ length: 11 }, (_, index) => afterThrottle(index + 1, at(0), RULES));
    expect(waits.map((next) => ("againInMs" in next ? next.againInMs / 1000 : next))).toEqual([
      1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300,
    ]);
  });

  it("is tried until its time is over", () => {
    expect(afterThrottle(10, at(RULES.maxAgeMs - 10), RULES)).toEqual({ againInMs: 10 });
    expect(afterThrottle(10, at(RULES.maxAgeMs), RULES)).toEqual({ over: "EventAgeExceeded" });
    expect(isTooOld(at(RULES.maxAgeMs - 1), RULES)).toBe(false);
    expect(isTooOld(at(RULES.maxAgeMs), RULES)).toBe(true);
  });
});
