import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Clock, type MovableClock, movableClock } from "@skylab/aws";
import { afterEach, beforeEach, expect, test } from "vitest";
import { acquireLease, type Lease } from "./lease.ts";
import { openLmdbRecords } from "./lmdb/index.ts";
import type { Partition, Records } from "./port.ts";

let folder: string;
let records: Records;
let partition: Partition;
let clock: MovableClock;
let waiting: AbortController;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lease-"));
  clock = movableClock();
  clock.set(0);
  records = await openLmdbRecords({ folder, clock, durability: "fast" });
  partition = records.partition("test");
  waiting = new AbortController();
});
afterEach(async () => {
  waiting.abort();
  await records.close();
  await rm(folder, { recursive: true, force: true });
});

/** A process whose engine can be taken away from it, and given back: meanwhile none of its calls is answered. */
function process(own: Clock = clock): { acquire: () => Promise<Lease>; die: () => void; revive: () => void } {
  let isDead = false;
  const never = new Promise<never>(() => undefined);
  const mortal: Partition = {
    ...partition,
    get: (...asked) => (isDead ? never : partition.get(...asked)),
    commit: (...asked) => (isDead ? never : partition.commit(...asked)),
  };
  return {
    acquire: () => acquireLease({ partition: mortal, name: "job", clock: own, signal: waiting.signal }),
    die: () => void (isDead = true),
    revive: () => void (isDead = false),
  };
}

/** Lets so many seconds pass, and everybody do what is due in each. */
async function pass(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    clock.advance(1000);
    await everybody();
  }
}

/** Everybody has done what was due: reads and commits that are not durable are over within a few turns. */
async function everybody(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Whether a promise is fulfilled by now. */
function settled(promise: Promise<unknown>): () => boolean {
  let isSettled = false;
  promise.then(
    () => (isSettled = true),
    () => undefined,
  );
  return () => isSettled;
}

test("of many who want a lease one has it, for as long as it lives", async () => {
  const others = [process(), process()];
  const first = await process().acquire();
  const haveIt = others.map((other) => settled(other.acquire()));
  await pass(60);
  expect(haveIt.map((hasIt) => hasIt())).toEqual([false, false]);
  expect(first.signal.aborted).toBe(false);
});

test("a lease that is released goes to one who waits", async () => {
  const first = await process().acquire();
  const second = settled(process().acquire());
  const third = settled(process().acquire());
  await pass(2);
  await first.release();
  await pass(1);
  expect([second(), third()].filter(Boolean)).toHaveLength(1);
});

test("a dead owner's lease goes to another within seconds, and the dead one knows it before", async () => {
  const dying = process();
  const first = await dying.acquire();
  const next = process().acquire();
  const hasIt = settled(next);
  await pass(2);
  dying.die();
  await pass(3);
  expect([first.signal.aborted, hasIt()]).toEqual([true, false]);
  await pass(3);
  expect(hasIt()).toBe(true);
});

test("an owner of the past commits nothing any more with the lease's check", async () => {
  const dying = process();
  const first = await dying.acquire();
  const write = { kind: "put", space: "work", key: Buffer.from("w"), value: Buffer.from("1") } as const;
  expect(await partition.commit({ checks: [first.check], writes: [write] })).toMatchObject({ ok: true });
  const next = process().acquire();
  dying.die();
  await pass(7);
  const { check } = await next;
  expect(await partition.commit({ checks: [first.check], writes: [write] })).toEqual({ ok: false, conflict: 0 });
  expect(await partition.commit({ checks: [check], writes: [write] })).toMatchObject({ ok: true });
});

test("an owner of the past that releases what it had frees nobody else's lease", async () => {
  const dying = process();
  const first = await dying.acquire();
  const next = process().acquire();
  dying.die();
  await pass(7);
  const { signal } = await next;
  dying.revive();
  await first.release();
  const third = settled(process().acquire());
  await everybody();
  await pass(5);
  expect([signal.aborted, third()]).toEqual([false, false]);
});

test("an owner whose clock has stood still learns from its next beat that another has the lease", async () => {
  const stopped = movableClock();
  stopped.set(0);
  const first = await process(stopped).acquire();
  const next = process().acquire();
  await pass(7);
  await next;
  expect(first.signal.aborted).toBe(false);
  stopped.advance(1000);
  await pass(1);
  expect(first.signal.aborted).toBe(true);
});

test("an owner that beats when another is about to take its lease keeps it", async () => {
  const stopped = movableClock();
  stopped.set(0);
  const first = await process(stopped).acquire();
  const slow: Partition = {
    ...partition,
    commit: async (commit) => {
      stopped.advance(1000);
      await everybody();
      return partition.commit(commit);
    },
  };
  const hasIt = settled(acquireLease({ partition: slow, name: "job", clock, signal: waiting.signal }));
  await pass(7);
  expect([first.signal.aborted, hasIt()]).toEqual([false, false]);
});

test("a beat that is answered late counts from when it was sent", async () => {
  let isLate = false;
  const answers: (() => void)[] = [];
  const late: Partition = {
    ...partition,
    commit: async (commit) => {
      const result = await partition.commit(commit);
      if (isLate) await new Promise<void>((resolve) => answers.push(resolve));
      return result;
    },
  };
  const { signal } = await acquireLease({ partition: late, name: "job", clock, signal: waiting.signal });
  isLate = true;
  await pass(2);
  for (const answer of answers) answer();
  await everybody();
  await pass(1);
  expect(signal.aborted).toBe(false);
  await pass(1);
  expect(signal.aborted).toBe(true);
});

test("who stops waiting gets no lease", async () => {
  await process().acquire();
  const second = process().acquire();
  waiting.abort(new Error("the process stops"));
  await expect(second).rejects.toThrow("the process stops");
});
