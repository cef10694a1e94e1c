import { describe, expect, it } from "vitest";
import { describeRunner } from "../contract/runner.ts";
import { hostOn } from "../contract/under-test.ts";
import { openProcessRunner } from "./process-runner.ts";
import { levelsHere, openLevel, quiet } from "./testing/levels-here.ts";

for (const level of levelsHere) describeRunner(`the level ${level}`, async () => openLevel(level));

describe("a process runner", () => {
  it("takes the strongest level that works here, and tells which it is", async () => {
    const told: string[] = [];
    const log = { info: (message: string) => told.push(message), warn: (message: string) => told.push(message) };
    const runner = openProcessRunner({ level: "auto", strict: false, network: "emulator", log });
    expect(runner.level).toBe(levelsHere[0]);
    expect(runner.level).toBe(levelsHere[0]);
    expect(told).toHaveLength(1);
    await runner.close();
  });

  it("refuses what it has no runtime for in one sentence that names it", async () => {
    const { functionOf, invoke } = await hostOn(async () => openLevel("plain"));
    const run = async (runtime: string): Promise<unknown> => invoke(await functionOf("", { runtime }));
    await expect(run("python3.2")).rejects.toMatchObject({
      reason: "CannotRun",
      message: "Functions of python3.2 need Python 3.2, which is not on this machine.",
    });
    await expect(run("ruby3.3")).rejects.toMatchObject({
      reason: "CannotRun",
      message: "Skylab cannot run functions of ruby3.3 on this machine.",
    });
  });

  it("shares the machine's network where it shall be open, and serves addresses on ports of its own", async () => {
    const runner = openProcessRunner({ level: "auto", strict: false, network: "open", log: quiet });
    const { functionOf, invoke } = await hostOn(async () => runner);
    const code = `export const handler = async () => {
      const answer = await fetch("http://" + process.env.AWS_LAMBDA_RUNTIME_API + "/2018-06-01/ping");
      return (await answer.text()) + process.env.AWS_LAMBDA_RUNTIME_API;
    };`;
    const { payload } = await invoke(await functionOf(code));
    expect(Buffer.from(payload).toString()).toMatch(/^"pong127\.0\.0\.1:(?!9001)\d+"$/);
  });
});
