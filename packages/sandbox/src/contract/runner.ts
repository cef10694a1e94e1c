import { describe, expect, it } from "vitest";
import { answerOf, BYSTANDER, ENGINE_TRIES, hostOn, type HostUnderTest, type OpenRunner } from "./under-test.ts";

const WANTS_MEMORY = /^Runtime\.OutOfMemory /;

/** What every runner must do for functions of Node.js; what it must hold against is `describeHostile`. */
export function describeRunner(name: string, open: OpenRunner): void {
  describe(`${name} runs functions`, () => {
    it("that answer again and again, in one environment", async () => {
      const host = await hostOn(open);
      const version = await host.functionOf(
        "let n = 0; export const handler = async (event) => ({ event, n: (n += 1) });",
      );
      const answers: string[] = [];
      for (const event of [1, "ü", [3]])
        answers.push(Buffer.from((await host.invoke(version, event)).payload).toString());
      expect(answers).toEqual(['{"event":1,"n":1}', '{"event":"ü","n":2}', '{"event":[3],"n":3}']);
    });

    it("that find their variables, whatever is in them", async () => {
      const host = await hostOn(open);
      const variables = { QUOTED: `it's "x" $HOME \`id\` \\n`, LINES: "one\ntwo", EMPTY: "" };
      const code = `export const handler = async () => ({ ...process.env, root: process.env.LAMBDA_TASK_ROOT });`;
      const { payload } = await host.invoke(await host.functionOf(code, { variables }));
      expect(JSON.parse(Buffer.from(payload).toString())).toMatchObject({
        ...variables,
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "128",
        _X_AMZN_TRACE_ID: expect.stringContaining("Root=1-"),
      });
    });

    it("that are not told what Skylab has in its environment", async () => {
      process.env["SKYLAB_TEST_SECRET"] = "secret";
      const answer = await answerOf(await hostOn(open), "export const handler = async () => process.env;");
      expect(answer).not.toHaveProperty("SKYLAB_TEST_SECRET");
    });

    it("that write to a /tmp of their own, which stays from one invocation to the next", async () => {
      const host = await hostOn(open);
      const code = `
        import { readdirSync, writeFileSync } from "node:fs"; import { tmpdir } from "node:os";
        export const handler = async (name) => { writeFileSync(tmpdir() + "/" + name, ""); return readdirSync(tmpdir()); };`;
      const version = await host.functionOf(code);
      await host.invoke(version, "one");
      expect(Buffer.from((await host.invoke(version, "two")).payload).toString()).toBe('["one","two"]');
    });

    it("that reach their Runtime API by its address", async () => {
      const code = `export const handler = async () => {
        const answer = await fetch("http://" + process.env.AWS_LAMBDA_RUNTIME_API + "/2018-06-01/ping");
        return { answer: await answer.text() };
      };`;
      expect(await answerOf(await hostOn(open), code)).toEqual({ answer: "pong" });
    });

    it("whose child processes reach it too, while they are waited for", async () => {
      const code = `
        import { execFileSync } from "node:child_process";
        const ASK = 'fetch("http://" + process.env.AWS_LAMBDA_RUNTIME_API + "/2018-06-01/ping").then(async (answer) => console.log(await answer.text()))';
        export const handler = async () => ({ answer: execFileSync(process.execPath, ["-e", ASK]).toString() });`;
      expect(await answerOf(await hostOn(open), code)).toEqual({ answer: "pong\n" });
    });

    it("whose worker threads reach it too", async () => {
      const code = `
        import { Worker } from "node:worker_threads";
        const ASK = 'fetch("http://" + process.env.AWS_LAMBDA_RUNTIME_API + "/2018-06-01/ping").then(async (answer) => require("node:worker_threads").parentPort.postMessage(await answer.text()))';
        export const handler = () => new Promise((done) => new Worker(ASK, { eval: true }).on("message", (answer) => done({ answer })));`;
      expect(await answerOf(await hostOn(open), code)).toEqual({ answer: "pong" });
    });

    it("that end by themselves, and tells how", async () => {
      const host = await hostOn(open);
      expect(await errorOf(host, "export const handler = async () => process.exit(3);")).toMatch(
        /^Runtime\.ExitError RequestId: [-0-9a-f]{36} Error: Runtime exited with error: exit status 3$/,
      );
      const killed = 'export const handler = () => new Promise(() => process.kill(process.pid, "SIGKILL"));';
      expect(await errorOf(host, killed)).toMatch(/^Runtime\.ExitError .* signal: killed$/);
    });

    it("whose heap is full, and says so", async () => {
      const code =
        "export const handler = async () => { const kept = []; for (;;) kept.push(new Array(1000).fill({})); };";
      const host = await hostOn(open);
      const tries = host.host.level() === "container" ? ENGINE_TRIES : 1;
      let error = "";
      for (let tried = 0; tried < tries && !WANTS_MEMORY.test(error); tried += 1) error = await errorOf(host, code);
      expect(error).toMatch(WANTS_MEMORY);
    });

    it("that are stopped at their timeout, and start anew afterwards", async () => {
      const host = await hostOn(open);
      const version = await host.functionOf("export const handler = async (loops) => { while (loops); return {}; };", {
        timeoutSeconds: 1,
      });
      const { payload } = await host.invoke(version, true);
      expect(Buffer.from(payload).toString()).toContain("Task timed out after 1.00 seconds");
      const patient = { ...version, timeoutSeconds: 60 };
      expect(Buffer.from((await host.invoke(patient, false)).payload).toString()).toBe("{}");
    });

    it("that go on where they were frozen", async () => {
      const host = await hostOn(open);
      const code = `
        let ticks = 0; setInterval(() => (ticks += 1), 1);
        export const handler = async () => { const before = ticks; while (ticks === before) await new Promise(setImmediate); return {}; };`;
      const version = await host.functionOf(code);
      for (let turn = 0; turn < 3; turn += 1) {
        expect(Buffer.from((await host.invoke(version)).payload).toString()).toBe("{}");
      }
    });

    it("and measures the memory that they have had", async () => {
      const host = await hostOn(open);
      const code =
        "let kept; export const handler = async () => { kept = Buffer.alloc(40 * 1024 * 1024, 1); return {}; };";
      const { end } = await host.invoke(await host.functionOf(code));
      const [, most] = /Max Memory Used: (\d+) MB/.exec(Buffer.from(end.logTail, "base64").toString()) ?? [];
      expect(Number(most)).toBeGreaterThan(40);
      expect(Number(most)).toBeLessThan(128);
    });

    it("several at a time", async () => {
      const host = await hostOn(open);
      const versions = await Promise.all(Array.from({ length: 4 }, () => host.functionOf(BYSTANDER)));
      const answers = await Promise.all(versions.map((version) => host.invoke(version)));
      expect(answers.map(({ payload }) => Buffer.from(payload).toString())).toEqual(Array(4).fill('{"answer":42}'));
    });
  });
}

/** How an invocation failed: type and message. */
async function errorOf({ invoke, functionOf }: HostUnderTest, code: string): Promise<string> {
  const { payload } = await invoke(await functionOf(code));
  const { errorType, errorMessage }: Record<string, string> = JSON.parse(Buffer.from(payload).toString());
  return `${errorType} ${errorMessage}`;
}
