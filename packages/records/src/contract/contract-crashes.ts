import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { describe, expect, test } from "vitest";
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
  readonly remove: () => Promise<void>;
};

/** Numbers of acknowledgements after which the process is killed: at once, early, and after thousands of pages. */
const KILLS_AFTER = [0, 1, 250, 3, 40, 700, 7, 120, 2, 90, 333, 15];
const EVERYTHING = { limit: Number.POSITIVE_INFINITY };

/** Kills the process after so many acknowledgements; resolves to the last that each writer got. */
async function runAndKill(data: VictimData, after: number): Promise<Map<number, number>> {
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
    if (count >= after) victim.kill("SIGKILL");
  });
  if (after === 0) victim.kill("SIGKILL");
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

export function describeCrashes(victim: Victim): void {
  describe("a process that is killed", () => {
    test(`${KILLS_AFTER.length} times leaves whole commits only, and loses ${victim.loses}`, async () => {
      const data = await victim.prepare();
      for (const after of KILLS_AFTER) {
        const before = await data.open();
        const started = await Promise.all(
          Array.from({ length: CRASH_WRITERS }, (_, writer) => progressOf(before.partition(CRASH_PARTITION), writer)),
        );
        await before.close();
        const acknowledged = await runAndKill(data, after);
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
      await data.remove();
    });
  });
}
