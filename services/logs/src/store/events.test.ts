import { placesOf } from "@skylab/records";
import { expect, it } from "vitest";
import { comparePositions, type Position } from "../domain/events/event.ts";
import type { LogGroup } from "../domain/groups/group.ts";
import { useLogs } from "../testing/use-logs.ts";
import { type AskedEvents, openEvents } from "./events.ts";
import type { FoundEvent } from "./merge-chunks.ts";

const test = useLogs();

const NOW = 1_700_000_000_000;
const HOUR_MS = 3_600_000;

let groups = 0;

async function aGroup(...streams: readonly string[]): Promise<LogGroup> {
  groups += 1;
  const group: LogGroup = {
    place: { account: "111122223333", region: "us-east-1" },
    name: `group-${groups}`,
    row: {
      id: `id-${groups}`,
      createdAt: NOW,
      groupClass: "STANDARD",
      tags: {},
      metricFilterCount: 0,
      subscriptions: [],
    },
  };
  const { events, groups: stored } = test().store;
  expect(await stored.create(group)).toBe(true);
  for (const stream of streams) expect(await events.change(group, { kind: "create", stream, at: NOW })).toEqual(DONE);
  return group;
}

type Input = readonly { readonly timestamp: number; readonly message: string }[];

async function append(group: LogGroup, stream: string, events: Input): Promise<string> {
  return (await test().store.events.change(group, { kind: "append", stream, at: NOW, events })).outcome;
}

const DONE = { outcome: "done" };

async function read(group: LogGroup, asked: Partial<AskedEvents> & { streams?: readonly string[] } = {}) {
  const { store } = test();
  const { streams, ...more } = asked;
  const found = streams && (await Promise.all(streams.map((name) => store.streams.find(group, name))));
  const events: FoundEvent[] = [];
  const pieces = store.events.read({
    groups: [{ group, streams: found?.flatMap((stream) => stream ?? []) }],
    range: { from: 0, to: Number.MAX_SAFE_INTEGER },
    now: NOW,
    ...more,
  });
  for await (const piece of pieces) events.push(...piece);
  return events;
}

const messages = (events: readonly FoundEvent[]): readonly string[] => events.map(({ message }) => message);

it("events of a stream are in the order of time, and of one time in that in which they came", async () => {
  const group = await aGroup("one");
  await append(group, "one", [
    { timestamp: NOW, message: "c" },
    { timestamp: NOW + 5, message: "e" },
  ]);
  await append(group, "one", [
    { timestamp: NOW - 5, message: "b" },
    { timestamp: NOW, message: "d" },
  ]);
  await append(group, "one", [{ timestamp: NOW - 10, message: "a" }]);
  expect(messages(await read(group))).toEqual(["a", "b", "c", "d", "e"]);
  expect(messages(await read(group, { streams: ["one"] }))).toEqual(["a", "b", "c", "d", "e"]);
  expect(messages(await read(group, { reverse: true }))).toEqual(["e", "d", "c", "b", "a"]);
});

/** A repeatable sequence of numbers from 0 to 1. https://en.wikipedia.org/wiki/Linear_congruential_generator */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

type Told = Position & { readonly stream: string; readonly message: string };

const told = (one: Told | undefined): string =>
  one === undefined ? "nothing" : `${one.timestamp}/${one.arrival} ${one.stream} ${one.message}`;

/** Thousands of events are not what somebody wants to read whose test fails. */
function firstDifference(found: readonly Told[], expected: readonly Told[]): string {
  const length = Math.max(found.length, expected.length);
  for (let index = 0; index < length; index += 1) {
    if (told(found[index]) !== told(expected[index]))
      return `at ${index}: ${told(found[index]).slice(0, 60)} in the place of ${told(expected[index]).slice(0, 60)}`;
  }
  return "none";
}

it.each([1, 2, 3, 4, 5, 6])("whatever is put is read as if all of it lay there in order (seed %i)", async (seed) => {
  const random = numbers(seed);
  const below = (count: number): number => Math.floor(random() * count);
  const names = ["one", "two", "three"];
  const group = await aGroup(...names);
  const all: { timestamp: number; arrival: number; stream: string; message: string }[] = [];
  let arrival = 0;
  // Now and then many or long events, and ones that came late; spans from milliseconds to hours.
  const paces = [1, 100, 10_000, 1_000_000];
  let time = NOW - 12 * HOUR_MS;
  for (let put = 0; put < 120; put += 1) {
    const stream = names[below(3)] ?? "one";
    const pace = paces[below(4)] ?? 1;
    time += below(pace);
    const start = random() < 0.2 ? time - below(3 * HOUR_MS) : time;
    const batch = Array.from({ length: 1 + below(random() < 0.1 ? 500 : 5) }, (_, index) => ({
      timestamp: start + index * below(pace),
      message: `${put} ${"x".repeat(below(random() < 0.05 ? 30_000 : 300))}`,
    })).toSorted((a, b) => a.timestamp - b.timestamp);
    await append(group, stream, batch);
    for (const event of batch) all.push({ ...event, stream, arrival: arrival++ });
  }
  all.sort(comparePositions);
  const from = all[below(all.length)]?.timestamp ?? 0;
  const to = from + below(2 * HOUR_MS);
  const after = all[below(all.length)];
  for (const reverse of [false, true]) {
    const inOrder = reverse ? all.toReversed() : all;
    const isAfter = (one: Position): boolean =>
      after !== undefined && (reverse ? comparePositions(one, after) < 0 : comparePositions(one, after) > 0);
    const isWithin = ({ timestamp }: Position): boolean => timestamp >= from && timestamp < to;
    expect(firstDifference(await read(group, { reverse }), inOrder)).toBe("none");
    expect(firstDifference(await read(group, { reverse, range: { from, to } }), inOrder.filter(isWithin))).toBe("none");
    expect(firstDifference(await read(group, { reverse, after }), inOrder.filter(isAfter))).toBe("none");
    expect(
      firstDifference(
        await read(group, { reverse, after, streams: ["two"] }),
        inOrder.filter((one) => isAfter(one) && one.stream === "two"),
      ),
    ).toBe("none");
  }
  const bytes = all.reduce((sum, { message }) => sum + message.length + 26, 0);
  expect(await test().store.groups.storedBytes(group.place, [group])).toEqual([bytes]);
});

it("what many put at a time is all there, in few chunks", async () => {
  const group = await aGroup("one", "two");
  const puts = Array.from({ length: 500 }, (_, index) =>
    append(group, index % 2 === 0 ? "one" : "two", [{ timestamp: NOW + index, message: `${index}` }]),
  );
  expect(new Set(await Promise.all(puts))).toEqual(new Set(["done"]));
  expect(messages(await read(group))).toEqual(puts.map((_, index) => `${index}`));
  const { partition } = test();
  expect(await partition(group.place).count(`logs.chunks.${group.row.id}`)).toBeLessThan(10);
});

it("two processes may write into one group at a time", async () => {
  const group = await aGroup("one");
  const other = test().another();
  const puts = Array.from({ length: 60 }, (_, index) => {
    const events = [{ timestamp: NOW + index, message: `${index}` }];
    const { events: into } = index % 2 === 0 ? test().store : other;
    return into.change(group, { kind: "append", stream: "one", at: NOW, events });
  });
  expect(new Set((await Promise.all(puts)).map(({ outcome }) => outcome))).toEqual(new Set(["done"]));
  expect(messages(await read(group))).toEqual(puts.map((_, index) => `${index}`));
});

it("a stream that is deleted takes its events along, and one that is made anew has none of them", async () => {
  const group = await aGroup("one", "two");
  const { events } = test().store;
  await append(group, "one", [{ timestamp: NOW, message: "old" }]);
  await append(group, "two", [{ timestamp: NOW, message: "other" }]);
  expect(await events.change(group, { kind: "delete", stream: "one" })).toEqual(DONE);
  expect(await events.change(group, { kind: "delete", stream: "one" })).toEqual({ outcome: "no stream" });
  expect(await append(group, "one", [{ timestamp: NOW, message: "x" }])).toBe("no stream");
  expect(messages(await read(group))).toEqual(["other"]);
  expect(await events.change(group, { kind: "create", stream: "one", at: NOW })).toEqual(DONE);
  expect(await events.change(group, { kind: "create", stream: "one", at: NOW })).toEqual({
    outcome: "stream exists",
  });
  await append(group, "one", [{ timestamp: NOW + 1, message: "new" }]);
  expect(messages(await read(group))).toEqual(["other", "new"]);
  expect(messages(await read(group, { streams: ["one"] }))).toEqual(["new"]);
});

it("a group that is deleted is gone at once, also for whoever was writing into it", async () => {
  const group = await aGroup("one");
  await append(group, "one", [{ timestamp: NOW, message: "a" }]);
  const { groups: stored } = test().store;
  expect(await stored.remove(group, () => undefined)).toBe(true);
  expect(await stored.remove(group, () => undefined)).toBe(false);
  expect(await append(group, "one", [{ timestamp: NOW, message: "b" }])).toBe("no group");
  expect(await read(group)).toEqual([]);
});

it("a group has one writer in a process, however many groups are written into at once", async () => {
  const places = placesOf(test().engines.records);
  let conflicts = 0;
  const events = openEvents({
    ...places,
    at: (place) => {
      const partition = places.at(place);
      return {
        ...partition,
        commit: async (asked) => {
          const committed = await partition.commit(asked);
          if (!committed.ok) conflicts += 1;
          return committed;
        },
      };
    },
  });
  const written = await Promise.all(Array.from({ length: 300 }, () => aGroup("s")));
  const one = { kind: "append", stream: "s", at: NOW, events: [{ timestamp: NOW, message: "a" }] } as const;
  const appendToAll = (): readonly Promise<unknown>[] => written.map((group) => events.change(group, one));
  await Promise.all([...appendToAll(), ...appendToAll()]);
  expect(conflicts).toBe(0);
});
