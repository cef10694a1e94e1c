import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { encodeKey } from "../keys/tuple.ts";
import { logRange } from "../log.ts";
import type { Partition, Records } from "../port.ts";
import { CRASH_PARTITION, CRASH_WRITERS, crashValue } from "./crash-load.ts";

/** A process that may be killed, and what it leaves behind. */
export type Victim = {
  /** What a kill may cost: nothing that was acknowledged, or the commits of the last second. */
  readonly loses: "nothing" | "the last second";
  /** Data of its own for one test. */
  readonly prepare: () => Promise<VictimData>;
};

export type VictimData = {
  /** Starts a process that runs `runCrashLoad` on the data and writes a line `<writer> <number>` for each acknowledgement. */
  readonly start: () => ChildProcess;
  readonly open: () => Promise<Records>;
  /** Where the engine is a process of its own: kills it with SIGKILL and starts it again. */
  readonly killEngine?: () => Promise<void>;
  readonly remove: () => Promise<void>;
};

/** Numbers of acknowledgements after which the process is killed: at once, early, and after thousands of pages. */
const KILLS_AFTER = [0, 1, 250, 3, 40, 700, 7, 120, 2, 90, 333, 15];
/** Numbers of acknowledgements after which the engine is killed, and in the end the process. */
const ENGINE_KILLS_AFTER = [1, 400, 1000, 1050, 2000];
const ENGINE_LOAD = 3000;
const EVERYTHING = { limit: Number.POSITIVE_INFINITY };

/** Sees how many acknowledgements there are, and kills what it likes. */
type Killer = (count: number, victim: ChildProcess) => void;

/** Runs the process until it is killed; resolves to the last acknowledgement that each writer got. */
async function run(data: VictimData, killer: Killer): Promise<Map<number, number>> {
  const acknowledged = new Map<number, number>();
  let output = "";
  let count = 0;
  const victim = data.start();
  const errors: Buffer[] = [];
  victim.stderr?.on("data", (chunk: Buffer) => errors.push(chunk));
  victim.stdout?.on("data", (chunk: Buffer) => {
    const lines = (output + chunk.toString()).split("\n");
    output = lines.pop() ?? "";
    for (const [writer = 0, number = 0] of lines.map((line) => line.split(" ").map(Number)))
      acknowledged.set(writer, number);
    count += lines.length;
    killer(count, victim);
  });
  killer(count, victim);
  const [, signal] = await once(victim, "close");
  expect(Buffer.concat(errors).toString()).toBe("");
  expect(signal).toBe("SIGKILL");
  return acknowledged;
}

async function progressOf(partition: Partition, writer: number): Promise<number> {
  const progress = await partition.get("progress", encodeKey(writer));
  return Number(progress === undefined ? 0 : Buffer.from(progress.value).toString());
}

/** Every commit up to the writer's progress left all of its records, and no other left any. */
async function expectWholeCommits(partition: Partition): Promise<void> {
  const [items, index] = await Promise.all([
    partition.range("items", EVERYTHING),
    partition.range("index", EVERYTHING),
  ]);
  const versions = new Map(items.map((entry) => [Buffer.from(entry.key).toString("hex"), entry.version]));
  let commits = 0;
  for (let writer = 0; writer < CRASH_WRITERS; writer++) {
    const progress = await progressOf(partition, writer);
    const numbers = Array.from({ length: progress }, (_, before) => before + 1);
    const log = await partition.range("log", { ...logRange(encodeKey(writer)), ...EVERYTHING });
    const values = numbers.map((number) => crashValue(writer, number).toString());
    expect(log.map((entry) => Buffer.from(entry.value).toString())).toEqual(values);
    const written = numbers.map((number) => versions.get(Buffer.from(encodeKey(writer, number)).toString("hex")));
    expect(log.map((entry) => entry.version)).toEqual(written);
    commits += progress;
  }
  expect([items.length, index.length]).toEqual([commits, commits]);
  for (const space of ["items", "index", "log"]) expect(await partition.count(space)).toBe(commits);
}

async function startedFrom(data: VictimData): Promise<readonly number[]> {
  const records = await data.open();
  const partition = records.partition(CRASH_PARTITION);
  const progress = await Promise.all(
    Array.from({ length: CRASH_WRITERS }, (_, writer) => progressOf(partition, writer)),
  );
  await records.close();
  return progress;
}

export function describeCrashes(victim: Victim): void {
  describe("a process that is killed", () => {
    let data: VictimData;
    beforeEach(async () => {
      data = await victim.prepare();
    });
    afterEach(() => data.remove());

    test(`${KILLS_AFTER.length} times leaves whole commits only, and loses ${victim.loses}`, async () => {
      for (const [round, after] of KILLS_AFTER.entries()) {
        const started = await startedFrom(data);
        const acknowledged = await run(data, (count, process) => {
          // An answer comes between two transactions; some milliseconds later the process may be in the middle of one.
          if (count >= after) setTimeout(() => process.kill("SIGKILL"), round);
        });
        const records = await data.open();
        const partition = records.partition(CRASH_PARTITION);
        await expectWholeCommits(partition);
        for (const [writer, start] of started.entries()) {
          const answered = acknowledged.get(writer) ?? start;
          const kept = await progressOf(partition, writer);
          expect(kept).toBeGreaterThanOrEqual(victim.loses === "nothing" ? answered : start);
          // Each writer had one commit under way, which may be there or not.
          expect(kept).toBeLessThanOrEqual(answered + 1);
        }
        await records.close();
      }
    });
  });
}

/** For an engine that is a process of its own: `killEngine` must be there. */
export function describeEngineCrashes(victim: Victim): void {
  describe("an engine that is killed", () => {
    let data: VictimData;
    beforeEach(async () => {
      data = await victim.prepare();
    });
    afterEach(() => data.remove());

    test(`${ENGINE_KILLS_AFTER.length} times under load loses nothing, does nothing twice, and no call fails`, async () => {
      let kills = 0;
      let restarted = Promise.resolve();
      const acknowledged = await run(data, (count, process) => {
        if (count >= (ENGINE_KILLS_AFTER[kills] ?? Number.POSITIVE_INFINITY)) {
          kills++;
          restarted = restarted.then(data.killEngine);
          restarted.catch(() => process.kill("SIGKILL"));
        }
        // What a victim says may come in pieces of thousands.
        if (count >= ENGINE_LOAD && kills === ENGINE_KILLS_AFTER.length) process.kill("SIGKILL");
      });
      await restarted;
      expect(kills).toBe(ENGINE_KILLS_AFTER.length);
      const records = await data.open();
      const partition = records.partition(CRASH_PARTITION);
      await expectWholeCommits(partition);
      for (const [writer, answered] of acknowledged) {
        expect([answered, answered + 1]).toContain(await progressOf(partition, writer));
      }
      await records.close();
    });
  });
}
