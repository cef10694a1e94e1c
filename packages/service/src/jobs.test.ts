import { once } from "node:events";
import { movableClock } from "@skylab/aws";
import { pino } from "pino";
import { expect, it } from "vitest";
import { type BecomeSole, startJobs } from "./jobs.ts";

const silent = pino({ level: "silent" });

/** Lets everything run that is ready to. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const failing = (): Promise<void> => Promise.reject(new Error("disk full"));

it("a job runs each time its interval of the clock has passed since the last turn", async () => {
  const clock = movableClock();
  clock.set(0);
  const turns: number[] = [];
  const run = async (): Promise<void> => void turns.push(clock.now());
  const jobs = startJobs([{ name: "count", everyMs: 1000, run }], { clock, log: silent });
  for (const at of [999, 1000, 1999, 2000]) {
    clock.set(at);
    await settled();
  }
  await jobs.stop();
  expect(turns).toEqual([1000, 2000]);
});

it("a job does not wait for a time that was taken back", async () => {
  const clock = movableClock();
  clock.set(1000);
  clock.advance(24 * 3_600_000);
  let turns = 0;
  const jobs = startJobs([{ name: "count", everyMs: 1000, run: async () => void (turns += 1) }], {
    clock,
    log: silent,
  });
  clock.set(1000);
  for (const expected of [0, 1]) {
    await settled();
    expect(turns).toBe(expected);
    clock.advance(1000);
  }
  await settled();
  await jobs.stop();
  expect(turns).toBe(2);
});

it("a job that fails is logged, and its next turn comes all the same", async () => {
  const clock = movableClock();
  clock.set(0);
  const lines: string[] = [];
  const log = pino({ base: null }, { write: (line: string) => void lines.push(line) });
  const jobs = startJobs([{ name: "sweep", everyMs: 1000, run: failing }], { clock, log });
  for (const at of [1000, 2000]) {
    clock.set(at);
    await settled();
  }
  await jobs.stop();
  expect(lines).toHaveLength(2);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ job: "sweep", err: { message: "disk full" } });
});

it("a stop aborts the turn that runs, waits for its end, and no other begins", async () => {
  const clock = movableClock();
  clock.set(0);
  const seen: string[] = [];
  const run = (_clock: unknown, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      seen.push("begun");
      signal.addEventListener("abort", () => {
        seen.push("aborted");
        resolve();
      });
    });
  const jobs = startJobs([{ name: "wait", everyMs: 1000, run }], { clock, log: silent });
  clock.set(1000);
  await jobs.stop();
  clock.set(5000);
  await settled();
  expect(seen).toEqual(["begun", "aborted"]);
});

/** A lease that is given to one after the other, and taken from its owner by `take`. */
function oneLease(): { readonly becomeSole: BecomeSole; readonly take: () => void } {
  let taking = new AbortController();
  let free = Promise.resolve();
  return {
    take: () => taking.abort(),
    becomeSole: async (_name, signal) => {
      const before = free;
      const mine = new AbortController();
      free = new Promise((resolve) => mine.signal.addEventListener("abort", () => resolve()));
      await Promise.race([before, new Promise((resolve) => signal.addEventListener("abort", resolve))]);
      signal.throwIfAborted();
      taking = mine;
      return { signal: mine.signal, release: () => Promise.resolve(mine.abort()) };
    },
  };
}

it("a single job is run by one replica, and by another when that has lost it or has stopped", async () => {
  const clock = movableClock();
  clock.set(0);
  const { becomeSole, take } = oneLease();
  const turns: string[] = [];
  const replica = (name: string): ReturnType<typeof startJobs> => {
    const job = { name: "sweep", everyMs: 1000, single: true, run: async () => void turns.push(name) } as const;
    return startJobs([job], { clock, log: silent, becomeSole });
  };
  const replicas = ["a", "b", "c"].map(replica);
  const pass = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second++) {
      await settled();
      clock.advance(1000);
      await settled();
    }
  };
  await pass(2);
  take();
  await pass(2);
  await replicas[1]?.stop();
  await pass(2);
  expect(turns).toEqual(["a", "a", "b", "b", "c", "c"]);
  await Promise.all(replicas.map((each) => each.stop()));
  await pass(2);
  expect(turns).toHaveLength(6);
});

it("a single job of the only process is run as any other", async () => {
  const clock = movableClock();
  clock.set(0);
  let turns = 0;
  const job = { name: "sweep", everyMs: 1000, single: true, run: async () => void (turns += 1) } as const;
  const jobs = startJobs([job], { clock, log: silent });
  clock.set(1000);
  await settled();
  await jobs.stop();
  expect(turns).toBe(1);
});

it("a single job goes on when the engine of its lease has failed", async () => {
  const clock = movableClock();
  clock.set(0);
  const { becomeSole } = oneLease();
  let asked = 0;
  const turn = new AbortController();
  const ran = once(turn.signal, "abort");
  const jobs = startJobs([{ name: "sweep", everyMs: 0, single: true, run: async () => turn.abort() }], {
    clock,
    log: silent,
    becomeSole: (...by) => (++asked === 1 ? Promise.reject(new Error("Redis does not answer")) : becomeSole(...by)),
  });
  await ran;
  await jobs.stop();
  expect(asked).toBe(2);
});
