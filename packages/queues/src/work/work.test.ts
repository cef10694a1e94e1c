import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { movableClock, randomIds } from "@skylab/aws";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openLmdbQueues } from "../lmdb/index.ts";
import type { Queues } from "../port.ts";
import { type Attempt, workOff } from "./work-off.ts";
import { LEASE_MS, type Leased, openWorkQueue, type WorkQueue } from "./work-queue.ts";

const clock = movableClock();
// It moves only where a test says so.
clock.set(clock.now());
const DAY_MS = 24 * 3_600_000;
let folder: string;
let queues: Queues;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "skylab-work-"));
  queues = openLmdbQueues({ folder, clock, ids: randomIds, durability: "fast" });
});
afterEach(async () => {
  await queues.close();
  await rm(folder, { recursive: true, force: true });
});

const open = (ordered?: true): WorkQueue<string> =>
  openWorkQueue<string>({ queues, ids: randomIds, name: "test", retentionMs: DAY_MS, ...(ordered && { ordered }) });

type Attended = {
  /** Each is attended to alone; what came together is, where absent. */
  readonly apart?: true;
  readonly attend?: (items: readonly Leased<string>[]) => Promise<void>;
  readonly onFailure?: (error: unknown) => void;
};

/** Works a queue off until so many items were done. */
async function until(many: number, queue: WorkQueue<string>, work: Attended = {}): Promise<string[]> {
  const ended = new AbortController();
  const done: string[] = [];
  const attendTogether = async (items: readonly Leased<string>[], { turn }: Attempt): Promise<void> => {
    await work.attend?.(items);
    for (const each of items) {
      done.push(`${turn} ${each.item} ${each.attempts}`);
      await each.done();
    }
    if (done.length >= many) ended.abort();
  };
  const attend = (one: Leased<string>, attempt: Attempt): Promise<void> => attendTogether([one], attempt);
  const { onFailure = () => undefined } = work;
  const how = work.apart ? { attend } : { attendTogether };
  await workOff({ name: "test", queue, atOnce: 20, onFailure, ...how }).run(clock, ended.signal);
  return done;
}

const none = new AbortController().signal;

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));

describe("a work queue", () => {
  it("gives each item once to who does it", async () => {
    const queue = open();
    await queue.send(["a", "b", "c"].map((item) => ({ item })));
    expect((await until(3, queue)).toSorted()).toEqual(["first a 1", "first b 1", "first c 1"]);
    expect(await queues.counts({ id: "test", retentionMs: DAY_MS, maxInFlight: 1, maxVisibilityMs: 1 })).toMatchObject({
      visible: 0,
      inFlight: 0,
    });
  });

  it("lets what failed come by another way, later, behind nobody who comes for the first time", async () => {
    const queue = open();
    await queue.send([{ item: "bad" }]);
    const [bad] = await queue.receive("first", { max: 10, signal: none });
    await bad?.later(5_000);
    await queue.send([{ item: "good" }]);
    expect(await until(1, queue)).toEqual(["first good 1"]);
    clock.advance(5_000);
    expect(await until(1, queue)).toEqual(["again bad 2"]);
  });

  it("gives what a process that died was doing to another when its lease has run out", async () => {
    const queue = open();
    await queue.send([{ item: "left" }]);
    await queue.receive("first", { max: 1, signal: none });
    clock.advance(LEASE_MS);
    expect(await until(1, queue)).toEqual(["again left 2"]);
  });

  it("prolongs no lease of what is settled", async () => {
    const queue = open();
    await queue.send([{ item: "later" }]);
    const [leased] = await queue.receive("first", { max: 1, signal: none });
    await leased?.later(1_000);
    await leased?.prolong();
    clock.advance(1_000);
    expect(await until(1, queue)).toEqual(["again later 2"]);
  });

  it("leaves what its worker threw on until the lease runs out, and tells of it", async () => {
    const queue = open();
    await queue.send([{ item: "thrown" }]);
    const failures: unknown[] = [];
    let isFirst = true;
    const done = await until(1, queue, {
      onFailure: (error) => {
        failures.push(error);
        clock.advance(LEASE_MS);
      },
      attend: () => {
        if (!isFirst) return Promise.resolve();
        isFirst = false;
        return Promise.reject(new Error("the engine is gone"));
      },
    });
    expect(failures).toEqual([new Error("the engine is gone")]);
    expect(done).toEqual(["again thrown 2"]);
  });

  it("lets one that takes long hold up no other, where they are apart", async () => {
    const queue = open();
    await queue.send(["slow", "b", "c"].map((item) => ({ item })));
    const othersDone = new AbortController();
    let others = 0;
    const done = await until(3, queue, {
      apart: true,
      attend: async ([one]) => {
        if (one?.item === "slow") return await aborted(othersDone.signal);
        others += 1;
        if (others === 2) othersDone.abort();
      },
    });
    expect(done.at(-1)).toBe("first slow 1");
  });

  it("keeps the order of a group where it is to, and holds up no other", async () => {
    const queue = open(true);
    const items = ["x1", "x2", "y1"].map((item) => ({ item, group: item.slice(0, 1), deduplicationId: item }));
    await queue.send(items);
    await queue.send(items); // known, and not stored
    const [first] = await queue.receive("first", { max: 1, signal: none });
    expect(first?.item).toBe("x1");
    await first?.later(1_000);
    expect(await until(1, queue)).toEqual(["first y1 1"]);
    clock.advance(1_000);
    expect(await until(2, queue)).toEqual(["first x1 2", "first x2 1"]);
  });

  it("hands out nothing of a group before what is in front of it, be that due later", async () => {
    const queue = open(true);
    await queue.send(["x1", "x2"].map((item) => ({ item, group: "x", deduplicationId: item })));
    const [first, second] = await queue.receive("first", { max: 2, signal: none });
    await first?.later(2_000);
    await second?.later(1_000);
    clock.advance(1_000);
    await queue.send([{ item: "y1", group: "y", deduplicationId: "y1" }]);
    expect(await until(1, queue)).toEqual(["first y1 1"]);
    clock.advance(1_000);
    expect(await until(2, queue)).toEqual(["first x1 2", "first x2 2"]);
  });

  it.each([
    ["in order", true],
    ["in no order", undefined],
  ] as const)("does once what the clock passes over while it is done, %s", async (_how, ordered) => {
    const queue = open(ordered);
    await queue.send([{ item: "long", group: "x", deduplicationId: "long" }]);
    const again = new AbortController();
    const receive: WorkQueue<string>["receive"] = async (turn, how) => {
      const received = await queue.receive(turn, how);
      if (received.some(({ item, attempts }) => item === "long" && attempts > 1)) again.abort();
      return received;
    };
    const attend: Attended["attend"] = async ([one]) => {
      if (one?.item !== "long") return;
      clock.advance(LEASE_MS);
      await aborted(again.signal);
      await queue.send([{ item: "behind", group: "y", deduplicationId: "behind" }]);
    };
    const done = await until(2, { ...queue, receive }, { attend });
    expect(done.toSorted()).toEqual(["first behind 1", "first long 1"]);
    clock.advance(DAY_MS / 2);
    await queue.send([{ item: "last", group: "z", deduplicationId: "last" }]);
    expect(await until(1, queue)).toEqual(["first last 1"]);
  });

  it("gives again at once what is to be tried at once, before whoever had it has come to an end", async () => {
    const queue = open(true);
    await queue.send([{ item: "now", group: "x", deduplicationId: "now" }]);
    const tried: number[] = [];
    const again = new AbortController();
    const attendTogether = async ([one]: readonly Leased<string>[]): Promise<void> => {
      tried.push(one?.attempts ?? 0);
      if (tried.length > 1) return again.abort();
      await one?.later(0);
      await aborted(again.signal);
    };
    const ended = new AbortController();
    const job = workOff({ name: "test", queue, atOnce: 10, attendTogether, onFailure: () => undefined });
    const working = job.run(clock, ended.signal);
    await aborted(again.signal);
    ended.abort();
    await working;
    expect(tried).toEqual([1, 2]);
  });

  it("begins all turns anew where one has failed, and leaves none behind", async () => {
    const queue = open();
    const waiting: AbortSignal[] = [];
    const failing: WorkQueue<string> = {
      ...queue,
      receive: async (turn, how) => {
        if (turn === "first") throw new Error("the lane is gone");
        waiting.push(how.signal);
        await aborted(how.signal);
        return [];
      },
    };
    const work = { name: "test", atOnce: 1, attend: () => Promise.resolve(), onFailure: () => undefined };
    const ended = workOff({ queue: failing, ...work }).run(clock, none);
    await expect(ended).rejects.toThrow("the lane is gone");
    expect(waiting.map(({ aborted: isOver }) => isOver)).toEqual([true]);
  });

  it("lets others have their turn where nothing can be received and nobody may wait", async () => {
    const ended = new AbortController();
    let receives = 0;
    const full: WorkQueue<string> = {
      ...open(true),
      receive: async () => {
        receives += 1;
        await new Promise(setImmediate);
        return [];
      },
    };
    const work = { name: "test", atOnce: 1, attend: () => Promise.resolve(), onFailure: () => undefined };
    const working = workOff({ queue: full, ...work }).run(clock, ended.signal);
    for (let turns = 0; turns < 1_000; turns += 1) await new Promise(setImmediate);
    ended.abort();
    await working;
    expect(receives).toBeLessThan(500);
  });
});
