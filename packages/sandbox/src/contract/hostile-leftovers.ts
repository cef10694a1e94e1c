import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { kill } from "node:process";
import { expect, onTestFinished } from "vitest";
import { type HostileOptions, itHoldsAgainst } from "./attack.ts";
import { PROTECTION } from "./protection.ts";
import { type HostUnderTest, hostOn } from "./under-test.ts";

const OUTLIVING = "leave a process behind that outlives its environment";

/** Going on after its time. */
export function describeLeftovers(options: HostileOptions): void {
  itHoldsAgainst("work on, in a process that it has left behind, after its answer", options, async (host) => {
    const name = await leaveBehind(host, "setsid");
    // One that waits for a child that is about to be another program (D) goes on only when that one does.
    await expect.poll(() => [...statesOf(name)].filter((state) => state !== "T" && state !== "D")).toEqual([]);
    return false;
  });

  itHoldsAgainst(OUTLIVING, options, async () => {
    const another = await hostOn(options.open);
    // Nothing of the process tells any more whose it is.
    const name = await leaveBehind(another, "env -i setsid");
    await another.host.close();
    // A process that was killed may be there until the machine comes to it.
    if (PROTECTION[OUTLIVING].includes(options.hold)) await expect.poll(() => statesOf(name).size).toBe(0);
    return statesOf(name).size > 0;
  });
}

/** Has a function start a process with a session of its own, whose parent ends; `name` finds it. */
async function leaveBehind(host: HostUnderTest, how: string): Promise<string> {
  const name = randomUUID();
  onTestFinished(() => processesNamed(name).forEach((pid) => kill(pid, "SIGKILL")));
  // It answers when the shell that loops is there, which makes a file first.
  const code = `
    import { execSync } from "node:child_process"; import { existsSync } from "node:fs"; import { tmpdir } from "node:os";
    export const handler = async ({ command, name }) => {
      const FILE = tmpdir() + "/" + name;
      execSync(command, { env: { ...process.env, FILE } });
      while (!existsSync(FILE)) await new Promise((done) => setTimeout(done, 5));
      return {};
    };`;
  const command = `sh -c '${how} sh -c ": >\\$0; while :; do sleep 0.01; done" $FILE >/dev/null 2>&1 &'`;
  const { end } = await host.invoke(await host.functionOf(code), { command, name });
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
    .filter((pid) => read(`/proc/${pid}/cmdline`).endsWith(`/${name}\0`))
    .map(Number);

function read(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
