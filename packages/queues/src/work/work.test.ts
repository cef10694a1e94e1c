import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { movableClock, randomIds } from "@skylab/aws";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openLmdbQueues } from "../lmdb/index.ts";
import type { Queues } from "../port.ts";
import { type Work, workOff } from "./work-off.ts";
import { LEASE_MS, openWorkQueue, type WorkQueue } from "./work-queue.ts";

const clock = movableClock();
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

const open = (ordered?: "queue" | "messageGroup"): WorkQueue<string> =>
  openWorkQueue<string>({ queues, ids: randomIds, name: "test", retentionMs: DAY_MS, ...(ordered && { ordered }) });

/** Works a queue off until so many items were done. */
async function until(many: number, queue: WorkQueue<string>, work: Partial<Work<string>> = {}): Promise<string[]> {
  const ended = new AbortController();
  const done: string[] = [];
  const attend: Work<string>["attend"] = async (items, attempt) => {
    await work.attend?.(items, attempt);
    for (const each of items) {
      done.push(`${attempt.turn} ${each.item} ${each.attempts}`);
      await each.done();
    }
    if (done.length >= many) ended.abort();
  };
  const failures: unknown[] = [];
  const onFailure = (error: unknown): void => void failures.push(error);
  await workOff({ queue, turns: ["first", "again"], atOnce: 20, onFailure, ...work, attend }, ended.signal);
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
    const queue = open("queue");
    const items = ["x1", "x2", "y1"].map((item) => ({ item, group: item.slice(0, 1), deduplicationId: item }));
    await queue.send(items);
    await queue.send(items); // known, and not stored
    const [first] = await queue.receive("first", { max: 1, signal: none });
    expect(first?.item).toBe("x1");
    await first?.later(1_000);
    expect(await until(1, queue, { turns: ["first"] })).toEqual(["first y1 1"]);
    clock.advance(1_000);
    expect(await until(2, queue, { turns: ["first"] })).toEqual(["first x1 2", "first x2 1"]);
  });
});
