import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { kill } from "node:process";
import { expect, onTestFinished } from "vitest";
import { type HostileOptions, itHoldsAgainst } from "./attack.ts";
import { type HostUnderTest, hostOn } from "./under-test.ts";

/** Going on after its time. */
export function describeLeftovers(options: HostileOptions): void {
  itHoldsAgainst("work on, in a process that it has left behind, after its answer", options, async (host) => {
    const name = await leaveBehind(host, "setsid");
    // One that waits for a child that is about to be another program (D) goes on only when that one does.
    await expect.poll(() => [...statesOf(name)].filter((state) => state !== "T" && state !== "D")).toEqual([]);
    return false;
  });

  itHoldsAgainst("leave a process behind that outlives its environment", options, async () => {
    const another = await hostOn(options.open);
    // Nothing of the process tells any more whose it is.
    const name = await leaveBehind(another, "env -i setsid");
    await another.host.close();
    return statesOf(name).size > 0;
  });
}

/** Has a function start a process with a session of its own, whose parent ends; `name` finds it. */
async function leaveBehind(host: HostUnderTest, how: string): Promise<string> {
  const name = randomUUID();
  onTestFinished(() => processesNamed(name).forEach((pid) => kill(pid, "SIGKILL")));
  const code = `
    import { execSync } from "node:child_process";
    export const handler = async ({ command }) => execSync(command) && {};`;
  const command = `sh -c '${how} sh -c "while :; do sleep 0.01; done" ${name} >/dev/null 2>&1 &'`;
  const { end } = await host.invoke(await host.functionOf(code), { command });
  expect(end.functionError).toBeUndefined();
  expect(statesOf(name).size).toBeGreaterThan(0);
  return name;
}

/** As /proc has them: R running, S sleeping, T stopped. What the machine runs in containers is seen, too. */
const statesOf = (name: string): Set<string> =>
  new Set(processesNamed(name).flatMap((pid) => / ([A-Z]) /.exec(read(`/proc/${pid}/stat`))?.[1] ?? []));

/** The shell that loops, and what it is about to start. */
const processesNamed = (name: string): number[] =>
  readdirSync("/proc")
    .filter((pid) => /^\d+$/.test(pid))
    .filter((pid) => read(`/proc/${pid}/cmdline`).endsWith(`\0${name}\0`))
    .map(Number);

function read(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
