import { execFileSync } from "node:child_process";
import { connectSkylab } from "@skylab/testkit";
import { expect, it } from "vitest";
import { countCourses, expectAllOver } from "../lambda/event-courses.ts";
import { startEvents } from "../lambda/event-load.ts";
import { useMortalSkylab } from "../use-skylab.ts";

const MINUTE_MS = 60_000;
/** As many as keep this short, unless one wants more. */
const EVENTS = Number(process.env["SKYLAB_TEST_EVENTS"] ?? 1_000);
/** So many of a function's events are run at a time. */
const AT_ONCE = 50;

const mortal = useMortalSkylab();

it(
  "each event for a function is tried as often as it should be, and told to its destination, though all is killed again and again",
  { timeout: 20 * MINUTE_MS },
  async () => {
    const load = await startEvents(connectSkylab(mortal.skylab().url), EVENTS);
    const strikes = { kills: 0, mayBeInterrupted: 0 };
    const killSandboxes = (): void => {
      const sandboxes = childrenOf(mortal.skylab().pid);
      for (const pid of sandboxes) process.kill(pid, "SIGKILL");
      strikes.kills += 1;
      strikes.mayBeInterrupted += sandboxes.length;
    };
    const killSkylab = async (): Promise<void> => {
      const sandboxes = childrenOf(mortal.skylab().pid);
      await mortal.killAndRestart();
      await expect.poll(() => stillThere(sandboxes)).toEqual([]);
      strikes.kills += 1;
      strikes.mayBeInterrupted += AT_ONCE;
    };
    await load.accepted(EVENTS / 4);
    await killSkylab();
    await load.accepted(EVENTS / 2);
    killSandboxes();
    await load.accepted((EVENTS * 3) / 4);
    await killSkylab();
    await load.over(EVENTS / 2);
    killSandboxes();
    // What is left then is what failed, and is tried again.
    await load.over(EVENTS * 0.95);
    await killSkylab();
    const courses = await load.finish();
    console.log(`${courses.length} events. ${countCourses(courses)}`);
    expectAllOver(courses, strikes);
  },
);

type Process = { readonly pid: number; readonly parent: number };

/** All of this machine. */
function processes(): readonly Process[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,stat="], { encoding: "utf8" }).trim().split("\n");
  const words = lines.map((line) => line.trim().split(/\s+/));
  // Of a zombie nothing can run.
  return words.flatMap(([pid, parent, stat = ""]) =>
    stat.startsWith("Z") ? [] : [{ pid: Number(pid), parent: Number(parent) }],
  );
}

const childrenOf = (parent: number): readonly number[] =>
  processes().flatMap((each) => (each.parent === parent ? [each.pid] : []));

const stillThere = (pids: readonly number[]): readonly number[] =>
  processes().flatMap(({ pid }) => (pids.includes(pid) ? [pid] : []));
