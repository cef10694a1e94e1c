import { movableClock } from "@skylab/aws";
import type { AdminClock } from "@skylab/service";
import { expect, it } from "vitest";
import { followedClock } from "./followed-clock.ts";

const DAY_MS = 24 * 60 * 60_000;

/** A replica's clock. */
function replica(): AdminClock {
  const clock = movableClock();
  return {
    now: async () => clock.now(),
    move: async (move) => {
      if ("set" in move) clock.set(move.set);
      else if ("advance" in move) clock.advance(move.advance);
      else clock.release();
    },
  };
}

it("goes with the replicas' clock when that is moved through the gateway", async () => {
  const { adminClock, clock } = followedClock(replica());
  await adminClock.move({ set: 1000 });
  expect([clock.now(), await adminClock.now()]).toEqual([1000, 1000]);
  await adminClock.move({ advance: 500 });
  expect([clock.now(), await adminClock.now()]).toEqual([1500, 1500]);
  await adminClock.move({ release: true });
  expect(Math.abs(clock.now() - Date.now())).toBeLessThan(DAY_MS);
});

it("learns of a move that was before it", async () => {
  const replicas = replica();
  await replicas.move({ advance: 2 * DAY_MS });
  const { clock, look } = followedClock(replicas);
  await look();
  expect(clock.now() - Date.now()).toBeGreaterThan(DAY_MS);
});

it("goes on by itself where no replica answers", async () => {
  const silent: AdminClock = { now: () => Promise.reject(new Error("nobody")), move: () => Promise.resolve() };
  const { clock, look } = followedClock(silent);
  await look();
  expect(Math.abs(clock.now() - Date.now())).toBeLessThan(DAY_MS);
});
