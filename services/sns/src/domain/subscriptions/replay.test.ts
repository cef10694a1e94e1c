import { describe, expect, it } from "vitest";
import { PUBLICATION } from "../../testing/deliveries.ts";
import { brings, isBrought, newReplay, placeOf, type Replay, replayAfter } from "./replay.ts";

const REPLAY: Replay = { id: "a", from: 100, to: 200, liveFrom: 1_000, state: "pending" };
const RUNNING: Replay = { ...REPLAY, state: "running", done: 1_010 };
const archived = (place: number, publishedAt = place) => ({ place, publication: { ...PUBLICATION, publishedAt } });

describe("a replay", () => {
  it("brings what was published in its time, and all behind where the archive ended when it began", () => {
    expect([99, 100, 200, 201, 1_000, 1_001].map((place) => brings(REPLAY, archived(place), 0))).toEqual([
      false,
      true,
      true,
      false,
      false,
      true,
    ]);
    // Published before it began, and kept behind that; before the subscription was there.
    expect(brings(REPLAY, archived(1_001, 999), 0)).toBe(true);
    expect(brings(REPLAY, archived(1_001, 999), 1_000)).toBe(false);
  });

  it("begins where its time does, or earlier: with what it must not miss", () => {
    const at = new Date(5_000).toISOString();
    const policy = JSON.stringify({ PointType: "Timestamp", StartingPoint: at });
    const ofTheFuture = newReplay(policy, { id: "a", end: 1_000 });
    expect(placeOf(ofTheFuture)).toBe(1_000);
    expect(placeOf(REPLAY)).toBe(99);
  });

  it("tells others what they need not bring: as long as it goes on, and what it has brought", () => {
    expect([1_000, 1_001, 2_000].map((place) => isBrought(RUNNING, archived(place)))).toEqual([false, true, true]);
    // It asks for this one, which others may have put off since before it began.
    expect(isBrought(RUNNING, archived(1_000, 150))).toBe(true);
    const completed: Replay = { ...RUNNING, state: "completed" };
    expect([1_000, 1_010, 1_011].map((place) => isBrought(completed, archived(place)))).toEqual([false, true, false]);
  });

  it("that is ended goes on with what was published meanwhile, and with nothing else", () => {
    const ended = replayAfter(RUNNING, undefined);
    expect(ended && [150, 1_001].map((place) => brings(ended, archived(place), 0))).toEqual([false, true]);
    expect(ended && placeOf(ended)).toBe(1_010);
    expect(replayAfter({ ...RUNNING, state: "completed" }, undefined)).toBeUndefined();
  });

  it("that takes another's place brings what that one would have brought of what was published meanwhile", () => {
    const next: Replay = { id: "b", from: 300, liveFrom: 3_000, state: "pending" };
    expect(replayAfter(RUNNING, next)).toEqual({ ...next, liveFrom: 1_010 });
    expect(replayAfter(REPLAY, next)).toEqual({ ...next, liveFrom: 1_000 });
    expect(replayAfter({ ...RUNNING, state: "completed" }, next)).toEqual(next);
  });
});
