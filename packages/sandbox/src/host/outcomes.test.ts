import { describe, expect, it } from "vitest";
import type { FunctionVersion } from "../port.ts";
import { type TestHost, useHost } from "../testing/use-host.ts";

const ID = "11111111-2222-4333-8444-555555555555";

const jsonOf = (bytes: Uint8Array): unknown => JSON.parse(Buffer.from(bytes).toString());
const textOf = (base64: string): string => Buffer.from(base64, "base64").toString();

async function run({ functionOf, invoke }: TestHost, code: string, more: Partial<FunctionVersion> = {}) {
  const version = await functionOf(code, more);
  const answer = await invoke(version, {}, { requestId: ID });
  return { version, ...answer, log: textOf(answer.end.logTail) };
}

const failedInit = (phase: string): string =>
  `loading\nINIT_REPORT Init Duration: N ms\tPhase: ${phase}\tStatus: error\tError Type: Runtime.ImportModuleError\n`;

describe("a function that fails", () => {
  it("answers the error that its runtime tells, and goes on", async () => {
    const test = await useHost();
    const { version, payload, end } = await run(
      test,
      `let calls = 0;
       export const handler = async () => { calls += 1; if (calls > 1) return calls; throw new TypeError("no"); };`,
    );
    expect(jsonOf(payload)).toEqual({ errorType: "TypeError", errorMessage: "no", trace: [] });
    expect(end.functionError).toBe("Unhandled");
    expect(jsonOf((await test.invoke(version)).payload)).toBe(2);
    expect(test.runner.started).toHaveLength(1);
  });

  it("that takes too long is killed, and its environment is not used again", async () => {
    const test = await useHost();
    const code =
      "export const handler = async (wait) => (wait === true ? 1 : new Promise(() => setInterval(() => 0, 1000)));";
    const { version, payload, end, log } = await run(test, code, { timeoutSeconds: 1 });
    expect(jsonOf(payload)).toEqual({
      errorType: "Sandbox.Timedout",
      errorMessage: `RequestId: ${ID} Error: Task timed out after 1.00 seconds`,
    });
    expect(end).toMatchObject({ functionError: "Unhandled", durationMs: 1000 });
    expect(log).toMatch(
      new RegExp(
        `^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z ${ID} Task timed out after 1.00 seconds\\n\\nEND RequestId: ${ID}$`,
        "m",
      ),
    );
    expect(log).toMatch(/Duration: 1000\.00 ms\tBilled Duration: \d+ ms\t.*\tStatus: timeout\n$/);
    const patient = { ...version, timeoutSeconds: 60 };
    expect(jsonOf((await test.invoke(patient, true)).payload)).toBe(1);
    expect(test.runner.started).toHaveLength(2);
  });

  it("whose process ends answers how", async () => {
    const test = await useHost();
    const { version, payload, end, log } = await run(
      test,
      "export const handler = async (code) => process.exit(code === 0 ? 0 : 3);",
    );
    const message = "Error: Runtime exited with error: exit status 3";
    expect(jsonOf(payload)).toEqual({ errorType: "Runtime.ExitError", errorMessage: `RequestId: ${ID} ${message}` });
    expect(end).toMatchObject({ functionError: "Unhandled", errorType: "Runtime.ExitError" });
    expect(log).toContain(`RequestId: ${ID} ${message}\nRuntime.ExitError\nEND RequestId: ${ID}\n`);
    expect(log).toMatch(/\tStatus: error\tError Type: Runtime\.ExitError\n$/);
    expect(jsonOf((await test.invoke(version, 0)).payload)).toMatchObject({
      errorMessage: expect.stringContaining("Error: Runtime exited without providing a reason"),
    });
  });

  it("that is killed by a signal answers which", async () => {
    const { payload } = await run(
      await useHost(),
      'export const handler = async () => process.kill(process.pid, "SIGKILL");',
    );
    expect(jsonOf(payload)).toEqual({
      errorType: "Runtime.ExitError",
      errorMessage: `RequestId: ${ID} Error: Runtime exited with error: signal: killed`,
    });
  });

  it("for want of memory answers that, and has used all of it", async () => {
    // The tests' runner takes this for what the kernel does.
    const { payload, log } = await run(await useHost(), "export const handler = async () => process.exit(137);");
    expect(jsonOf(payload)).toEqual({
      errorType: "Runtime.OutOfMemory",
      errorMessage: `RequestId: ${ID} Error: Runtime exited with error: signal: killed`,
    });
    expect(log).toMatch(
      /Memory Size: 128 MB\tMax Memory Used: 128 MB\t.*Status: error\tError Type: Runtime\.OutOfMemory\n$/,
    );
  });

  it("by an answer that is too large answers that, and goes on", async () => {
    const test = await useHost();
    const { version, payload, end } = await run(
      test,
      'export const handler = async (size) => "x".repeat(typeof size === "number" ? size : 6291555);',
    );
    expect(jsonOf(payload)).toEqual({
      errorType: "Function.ResponseSizeTooLarge",
      errorMessage: "Response payload size (6291557 bytes) exceeded maximum allowed payload size (6291556 bytes).",
    });
    expect(end.functionError).toBe("Unhandled");
    expect((await test.invoke(version, 6291554)).payload).toHaveLength(6291556);
    expect(test.runner.started).toHaveLength(1);
  });
});

describe("a function that cannot be initialised", () => {
  it("tries twice, and answers the error that its runtime tells", async () => {
    const test = await useHost();
    const { payload, end, log } = await run(test, 'console.log("loading"); throw new SyntaxError("bad");');
    expect(jsonOf(payload)).toEqual({ errorType: "SyntaxError", errorMessage: "bad", trace: [] });
    expect(end).toMatchObject({ functionError: "Unhandled", errorType: "Runtime.ImportModuleError" });
    expect(log.replaceAll(/\d+\.\d\d ms/g, "N ms").replaceAll(/\d+ (ms|MB)/g, "N $1")).toBe(
      `${failedInit("init")}${failedInit("invoke")}START RequestId: ${ID} Version: $LATEST\nEND RequestId: ${ID}\n` +
        `REPORT RequestId: ${ID}\tDuration: N ms\tBilled Duration: N ms\tMemory Size: N MB\tMax Memory Used: N MB\tStatus: error\tError Type: Runtime.ImportModuleError\n`,
    );
    expect(test.runner.started).toHaveLength(2);
  });

  it("answers how its process ended", async () => {
    const { payload, log } = await run(await useHost(), "process.exit(7);");
    const message = "Error: Runtime exited with error: exit status 7";
    expect(jsonOf(payload)).toEqual({ errorType: "Runtime.ExitError", errorMessage: `RequestId: ${ID} ${message}` });
    expect(log).toContain(
      `START RequestId: ${ID} Version: $LATEST\nRequestId: ${ID} ${message}\nRuntime.ExitError\nEND`,
    );
  });

  it("in the time that is given to it has its function's own time to try again", async () => {
    const { payload, log } = await run(
      await useHost({ initMs: 50 }),
      "await new Promise((done) => setTimeout(done, 1000)); export const handler = async () => 1;",
    );
    expect(jsonOf(payload)).toBe(1);
    expect(log).toMatch(/^INIT_REPORT Init Duration: \d+\.\d\d ms\tPhase: init\tStatus: timeout\nSTART /);
    expect(log).not.toContain("\tInit Duration");
  });

  it("in its function's own time either answers that it timed out", async () => {
    const { payload } = await run(
      await useHost({ initMs: 50 }),
      "await new Promise((done) => setTimeout(done, 60_000));",
      {
        timeoutSeconds: 1,
      },
    );
    expect(jsonOf(payload)).toEqual({
      errorType: "Sandbox.Timedout",
      errorMessage: `RequestId: ${ID} Error: Task timed out after 1.00 seconds`,
    });
  });
});
