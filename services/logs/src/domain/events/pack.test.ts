import { expect, it } from "vitest";
import type { LogEvent } from "./event.ts";
import { spanBound, TOP_LEVEL } from "./levels.ts";
import { packEvents, type Tail } from "./pack.ts";

const NOW = 1_700_000_000_000;

const NO_TAIL: Tail = { open: undefined, nextLevel: 0 };

const event = (timestamp: number, arrival: number, length = 100): LogEvent => ({
  timestamp,
  arrival,
  ingestionTime: NOW,
  message: "x".repeat(length),
});

/** Batches one after the other: all pieces that were written for each. */
function packAll(batches: readonly (readonly LogEvent[])[]) {
  let tail = NO_TAIL;
  return batches.map((batch) => {
    const packed = packEvents(tail, batch);
    ({ tail } = packed);
    return packed.pieces;
  });
}

it("many small batches go into one chunk, which is closed when it is large enough", () => {
  const batches = Array.from({ length: 200 }, (_, index) => [event(NOW + index, index)]);
  const places = new Set(packAll(batches).flatMap((pieces) => pieces.map(({ place }) => place)));
  expect(places.size).toBeLessThan(5);
});

it("a batch is cut into chunks of some size", () => {
  const [pieces = []] = packAll([Array.from({ length: 1_000 }, (_, index) => event(NOW, index, 1_000))]);
  expect(pieces.length).toBeGreaterThan(10);
  expect(pieces.reduce((sum, { events }) => sum + events.length, 0)).toBe(1_000);
});

it("where events are rare a chunk spans more time, up to the longest", () => {
  const batches = Array.from({ length: 100 }, (_, index) => [event(NOW + index * 60_000, index)]);
  const pieces = packAll(batches).flat();
  expect(new Set(pieces.map(({ place }) => place)).size).toBeLessThan(15);
  expect(Math.max(...pieces.map(({ place }) => place.level))).toBeLessThanOrEqual(TOP_LEVEL);
  for (const { events, place } of pieces) {
    const last = events.at(-1)?.timestamp ?? 0;
    expect(last - place.timestamp).toBeLessThan(spanBound(place.level));
  }
});

it("an event never leaves the chunk in which it is, whatever comes before it", () => {
  const first = [event(NOW, 0), event(NOW + 200, 1)];
  // So much that the chunk is full before its own last event.
  const between = Array.from({ length: 100 }, (_, index) => event(NOW + 100, 2 + index, 1_000));
  const [before = [], after = []] = packAll([first, between]);
  const place = before[0]?.place;
  expect(place).toBeDefined();
  const arrivals = after.find((piece) => piece.place === place)?.events.map(({ arrival }) => arrival);
  expect(arrivals).toEqual(expect.arrayContaining([0, 1]));
});

it("what comes late has a chunk of its own, and the open one stays", () => {
  const [before = [], late = [], after = []] = packAll([[event(NOW, 0)], [event(NOW - 1_000, 1)], [event(NOW + 1, 2)]]);
  expect(late).toMatchObject([{ place: { timestamp: NOW - 1_000 }, isOpen: false }]);
  expect(after[0]?.place).toBe(before[0]?.place);
});
