import { movableClock } from "@skylab/aws";
import { pino } from "pino";
import { expect, it } from "vitest";
import { startJobs } from "./jobs.ts";

const silent = pino({ level: "silent" });

/** Lets everything run that is ready to. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const failing = (): Promise<void> => Promise.reject(new Error("disk full"));

it("a job runs each time its interval of the clock has passed since the last turn", async () => {
  const clock = movableClock();
  clock.set(0);
  const turns: number[] = [];
  const run = async (): Promise<void> => void turns.push(clock.now());
  const jobs = startJobs([{ name: "count", everyMs: 1000, run }], clock, silent);
  for (const at of [999, 1000, 1999, 2000]) {
    clock.set(at);
    await settled();
  }
  await jobs.stop();
  expect(turns).toEqual([1000, 2000]);
});

it("a job that fails is logged, and its next turn comes all the same", async () => {
  const clock = movableClock();
  clock.set(0);
  const lines: string[] = [];
  const log = pino({ base: null }, { write: (line: string) => void lines.push(line) });
  const jobs = startJobs([{ name: "sweep", everyMs: 1000, run: failing }], clock, log);
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
  const jobs = startJobs([{ name: "wait", everyMs: 1000, run }], clock, silent);
  clock.set(1000);
  await jobs.stop();
  clock.set(5000);
  await settled();
  expect(seen).toEqual(["begun", "aborted"]);
});
